#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_linear/spike_linear.h"

namespace synfire {
namespace {

constexpr int64_t kRows = 384;       // of a tile: 24 KiB of dy
constexpr int64_t kTableRows = 416;  // TilePixels reads behind the last
constexpr int64_t kInputs = 512;     // whose sums are made in a row: 32 KiB

}  // namespace

SpikeLinearGradWeight::SpikeLinearGradWeight(const KernelProblem& problem,
                                             Isa isa, double most_density)
    : rows_(problem.InputElements(0) / problem.output(0).shape[1]),
      inputs_(problem.output(0).shape[1]),
      outputs_(problem.output(0).shape[0]),
      most_(static_cast<int64_t>(most_density *
                                 static_cast<double>(rows_ * inputs_))),
      x_(*problem.inputs[0],
         ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops)),
      loops_(ForIsa(isa, portable::kSpikeLoops, avx2::kSpikeLoops,
                    avx512::kSpikeLoops)),
      masks_(x_, inputs_, loops_),
      tiles_(DivideUp(rows_, kRows)),
      threads_(NumThreads()) {}

int64_t SpikeLinearGradWeight::RowsOf(int64_t tile) const {
  return std::min(kRows, rows_ - tile * kRows);
}

int64_t SpikeLinearGradWeight::elements() const {
  return std::min(rows_, kRows) * inputs_;
}

int64_t SpikeLinearGradWeight::list_bytes() const {
  return Aligned(elements() * 4) + Aligned((elements() + kListed) * 2) +
         Aligned((inputs_ + 1) * 4) +
         masks_.BufferBytes(std::min(rows_, kRows));
}

int64_t SpikeLinearGradWeight::block_bytes() const {
  return (rows_ + kInputs) * kGradientBlock * 4;
}

// The tiles' lists, then each thread's block.
size_t SpikeLinearGradWeight::scratch_bytes() const {
  return static_cast<size_t>(tiles_ * list_bytes() + threads_ * block_bytes());
}

SpikeLinearGradWeight::Lists SpikeLinearGradWeight::ListsOf(
    void* scratch, int64_t tile) const {
  char* const at = static_cast<char*>(scratch) + tile * list_bytes();
  char* const entries = at + Aligned(elements() * 4);
  char* const starts = entries + Aligned((elements() + kListed) * 2);
  return {reinterpret_cast<uint16_t*>(entries), reinterpret_cast<float*>(at),
          reinterpret_cast<uint32_t*>(starts),
          reinterpret_cast<uint8_t*>(starts + Aligned((inputs_ + 1) * 4))};
}

SpikeLinearGradWeight::Block SpikeLinearGradWeight::BlockOf(
    void* scratch, int64_t thread) const {
  auto* const dy =
      reinterpret_cast<float*>(static_cast<char*>(scratch) +
                               tiles_ * list_bytes() + thread * block_bytes());
  return {dy, dy + rows_ * kGradientBlock};
}

// Rows stand where the pixels of a tile do.
void SpikeLinearGradWeight::List(const void* x, bool spikes, int64_t tile,
                                 Lists lists) const {
  const int64_t rows = RowsOf(tile), first = tile * kRows * inputs_;
  uint16_t position[kTableRows];
  int64_t number[kTableRows];
  for (int64_t row = 0; row < rows; ++row) {
    position[row] = static_cast<uint16_t>(row);
    number[row] = row;
  }
  TilePixels pixels{};
  pixels.bits = masks_.Read(x, first, rows, lists.bits);
  pixels.bits_at = number;
  pixels.positions = position;
  pixels.pixels = rows;
  pixels.channels = inputs_;
  pixels.entries = lists.entries;
  pixels.starts = lists.starts;
  pixels.values = spikes ? nullptr : lists.values;
  pixels.elements_at = number;
  masks_.SetElements(x, first, &pixels);
  pixels.starts[0] = 0;
  loops_.list_tile(pixels);
}

void SpikeLinearGradWeight::AddBlock(const KernelArgs& args, bool spikes,
                                     int64_t first_output, Block block) const {
  const int64_t valid = std::min(kGradientBlock, outputs_ - first_output);
  const float* from = args.Input<float>(1) + first_output;
  for (int64_t row = 0; row < rows_; ++row, from += outputs_) {
    float* const to = block.dy + row * kGradientBlock;
    std::copy(from, from + valid, to);
    std::fill(to + valid, to + kGradientBlock, 0.0f);
  }
  constexpr int32_t kBack[] = {0};
  constexpr SumsOfTap kSums = {0, kGradientBlock};
  for (int64_t first = 0; first < inputs_; first += kInputs) {
    const int64_t inputs = std::min(kInputs, inputs_ - first);
    std::fill(block.sums, block.sums + inputs * kGradientBlock, 0.0f);
    for (int64_t tile = 0; tile < tiles_; ++tile) {
      const Lists lists = ListsOf(args.scratch, tile);
      loops_.add_taps_of_tile({lists.entries, spikes ? nullptr : lists.values,
                               lists.starts + first, inputs,
                               block.dy + tile * kRows * kGradientBlock, kBack,
                               /*taps=*/1, block.sums});
    }
    loops_.write_gradient(
        {block.sums, /*parts=*/1, 0, &kSums, /*taps=*/1, 0, inputs, valid,
         args.Output<float>(0) + first_output * inputs_ + first, inputs_});
  }
}

bool SpikeLinearGradWeight::Run(const KernelArgs& args) {
  const void* const x = args.inputs[0];
  const Sparsity sparsity =
      SparsityOf(x_, x, rows_ * inputs_, most_, loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;
  const bool spikes = sparsity == Sparsity::kSpikes;

  ParallelFor(tiles_, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      List(x, spikes, i, ListsOf(args.scratch, i));
    }
  });
  const int64_t blocks = DivideUp(outputs_, kGradientBlock);
  ParallelItems(blocks, threads_, [&](int64_t thread, int64_t block) {
    AddBlock(args, spikes, block * kGradientBlock,
             BlockOf(args.scratch, thread));
  });
  return true;
}

}  // namespace synfire
