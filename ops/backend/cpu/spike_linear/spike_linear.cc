#include "ops/backend/cpu/spike_linear/spike_linear.h"

#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// Of a chunk: with 32 outputs, 24 KiB of W^T.  Whole bytes of packed spikes.
constexpr int64_t kInputs = 192;

}  // namespace

SpikeLinear::SpikeLinear(const KernelProblem& problem, Isa isa,
                         double most_density)
    : rows_(problem.InputElements(0) / problem.input(1).shape[1]),
      inputs_(problem.input(1).shape[1]),
      outputs_(problem.input(1).shape[0]),
      most_(static_cast<int64_t>(most_density *
                                 static_cast<double>(rows_ * inputs_))),
      biased_(problem.has_input(2)),
      x_(*problem.inputs[0],
         ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops)),
      loops_(ForIsa(isa, portable::kSpikeLoops, avx2::kSpikeLoops,
                    avx512::kSpikeLoops)),
      block_(4 * loops_.lanes),
      chunks_(DivideUp(inputs_, kInputs)),
      threads_(NumThreads()) {}

int64_t SpikeLinear::InputsOf(int64_t chunk) const {
  return std::min(kInputs, inputs_ - chunk * kInputs);
}

int64_t SpikeLinear::list_entries() const { return rows_ * kInputs + kListed; }

int64_t SpikeLinear::list_bytes() const {
  return 2 * Aligned(list_entries() * 4) + Aligned((rows_ + 1) * 4) +
         Aligned(MaskBytes(kInputs));
}

// The chunks' lists, then each thread's tile of W^T.
size_t SpikeLinear::scratch_bytes() const {
  return static_cast<size_t>(chunks_ * list_bytes() +
                             threads_ * kInputs * block_ * 4);
}

SpikeLinear::Lists SpikeLinear::ListsOf(void* scratch, int64_t chunk) const {
  char* const at = static_cast<char*>(scratch) + chunk * list_bytes();
  const int64_t bytes = Aligned(list_entries() * 4);
  char* const starts = at + 2 * bytes;
  return {reinterpret_cast<uint32_t*>(at), reinterpret_cast<float*>(at + bytes),
          reinterpret_cast<uint32_t*>(starts),
          reinterpret_cast<uint8_t*>(starts + Aligned((rows_ + 1) * 4))};
}

float* SpikeLinear::TileOf(void* scratch, int64_t thread) const {
  return reinterpret_cast<float*>(static_cast<char*>(scratch) +
                                  chunks_ * list_bytes()) +
         thread * kInputs * block_;
}

void SpikeLinear::List(const void* x, bool spikes, int64_t chunk,
                       Lists lists) const {
  const int64_t inputs = InputsOf(chunk);
  const SpikeMasks masks(x_, inputs, loops_);
  uint32_t count = 0;
  for (int64_t row = 0; row < rows_; ++row) {
    const int64_t first = row * inputs_ + chunk * kInputs;
    lists.starts[row] = count;
    uint32_t starts[2];
    const uint8_t* const bits = masks.Read(x, first, /*pixels=*/1, lists.bits);
    loops_.list_rows({&bits, 1, 0}, /*width=*/1, inputs, lists.entries + count,
                     starts);
    if (!spikes) {
      masks.Take(x, first, lists.entries + count, starts[1],
                 lists.values + count);
    }
    count += starts[1];
  }
  lists.starts[rows_] = count;
}

void SpikeLinear::AddBlock(const KernelArgs& args, bool spikes, int64_t block,
                           float* tile) const {
  const int64_t first = block * block_;
  const int64_t valid = std::min(block_, outputs_ - first);
  float* const y = args.Output<float>(0) + first;
  const float* const bias = biased_ ? args.Input<float>(2) + first : nullptr;
  for (int64_t row = 0; row < rows_; ++row) {
    float* const to = y + row * outputs_;
    if (bias == nullptr) {
      std::fill(to, to + valid, 0.0f);
    } else {
      std::copy(bias, bias + valid, to);
    }
  }
  // Rows stand where the pixels of an image's row do.
  TapsOnRow taps{};
  taps.width = taps.outputs = rows_;
  taps.channels = 0;  // entries begin at 0 in every row
  taps.stride = taps.taps = 1;
  taps.weights = tile;
  taps.y = y;
  taps.pixel = outputs_;
  taps.block = block_;
  taps.valid = valid;
  for (int64_t chunk = 0; chunk < chunks_; ++chunk) {
    const int64_t inputs = InputsOf(chunk);
    loops_.pack_weights(
        {args.Input<float>(1) + first * inputs_ + chunk * kInputs, inputs_,
         valid, block_, inputs, 0, inputs, /*taps=*/1, tile});
    const Lists lists = ListsOf(args.scratch, chunk);
    taps.x = {lists.entries, spikes ? nullptr : lists.values, lists.starts};
    loops_.add_taps_on_row(taps);
  }
}

bool SpikeLinear::Run(const KernelArgs& args) {
  const void* const x = args.inputs[0];
  const Sparsity sparsity =
      SparsityOf(x_, x, rows_ * inputs_, most_, loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;
  const bool spikes = sparsity == Sparsity::kSpikes;

  ParallelFor(chunks_, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      List(x, spikes, i, ListsOf(args.scratch, i));
    }
  });
  const int64_t blocks = DivideUp(outputs_, block_);
  ParallelItems(blocks, threads_, [&](int64_t thread, int64_t block) {
    AddBlock(args, spikes, block, TileOf(args.scratch, thread));
  });
  return true;
}

}  // namespace synfire
