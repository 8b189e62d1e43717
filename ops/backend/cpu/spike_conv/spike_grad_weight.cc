#include "ops/backend/cpu/spike_conv/spike_grad_weight.h"

#include <algorithm>
#include <cstring>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_conv/expect_window.h"
#include "ops/backend/cpu/spike_conv/sparsity.h"
#include "ops/backend/cpu/spike_conv/tile_pixels.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

// Parts of the work that can run at the same time.
constexpr int64_t kParts = 16;
// What the lists of a batch may take.
constexpr int64_t kListBytes = 4 << 20;

}  // namespace

absl::Status SpikeConv2dGradWeight::Accepts(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  return ExpectSpikeWindow(SizesOfConv2dGradWeight(problem));
}

SpikeConv2dGradWeight::SpikeConv2dGradWeight(const KernelProblem& problem,
                                             Isa isa, double most_density)
    : sizes_(SizesOfConv2dGradWeight(problem)),
      most_(MostNonZeros(sizes_, most_density)),
      tiles_(sizes_),
      x_(*problem.inputs[0],
         ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops)),
      loops_(ForIsa(isa, portable::kSpikeLoops, avx2::kSpikeLoops,
                    avx512::kSpikeLoops)),
      masks_(x_, sizes_.in_channels, loops_),
      threads_(NumThreads()) {
  const auto classes = static_cast<int64_t>(tiles_.classes().size());
  list_bytes_ = Aligned(elements() * 4) + Aligned((elements() + kListed) * 2) +
                Aligned(classes * (sizes_.in_channels + 1) * 4) +
                masks_.BufferBytes(tiles_.pixels());
  sums_of_tap_.resize(sizes_.window.taps());
  int64_t before = 0;  // sums of the classes before
  for (const TapClass& c : tiles_.classes()) {
    const auto taps = static_cast<int64_t>(c.taps.size());
    for (int64_t k = 0; k < taps; ++k) {
      sums_of_tap_[c.taps[k]] = {before + k * kGradientBlock,
                                 taps * kGradientBlock};
    }
    before += taps * sizes_.in_channels * kGradientBlock;
  }
  blocks_ = DivideUp(sizes_.out_channels, kGradientBlock);
  parts_ = std::min(DivideUp(kParts, blocks_), tiles_.count());
  batch_ = std::clamp(kListBytes / list_bytes_, parts_, tiles_.count());
}

size_t SpikeConv2dGradWeight::scratch_bytes() const {
  return static_cast<size_t>(
      Aligned(parts_ * blocks_ * block_size() * 4) + batch_ * list_bytes_ +
      threads_ * GradientTiles::kMostPositions * kGradientBlock * 4);
}

SpikeConv2dGradWeight::Scratch SpikeConv2dGradWeight::ScratchOf(
    void* memory) const {
  char* const sums = static_cast<char*>(memory);
  char* const lists = sums + Aligned(parts_ * blocks_ * block_size() * 4);
  return {reinterpret_cast<float*>(sums), lists,
          reinterpret_cast<float*>(lists + batch_ * list_bytes_)};
}

SpikeConv2dGradWeight::Lists SpikeConv2dGradWeight::ListsOf(
    const Scratch& scratch, int64_t tile) const {
  char* const at = scratch.lists + tile * list_bytes_;
  char* const entries = at + Aligned(elements() * 4);
  return {reinterpret_cast<uint16_t*>(entries), reinterpret_cast<float*>(at),
          reinterpret_cast<uint32_t*>(entries +
                                      Aligned((elements() + kListed) * 2)),
          reinterpret_cast<uint8_t*>(at + list_bytes_ -
                                     masks_.BufferBytes(tiles_.pixels()))};
}

// Of the tile's pixels, row by row; `first` is the first one's first element.
const uint8_t* SpikeConv2dGradWeight::MasksOf(const GradientTile& tile,
                                              const void* x, int64_t first,
                                              uint8_t* buffer) const {
  if (masks_.in_place()) return masks_.Read(x, first, 0, nullptr);
  const Conv2dSizes& s = sizes_;
  uint8_t* to = buffer;
  for (int64_t n = 0; n < tile.images; ++n) {
    for (int64_t i = 0; i < tile.size[kHeight]; ++i) {
      const int64_t row = (n * s.input[kHeight] + i) * s.input[kWidth];
      masks_.Read(x, first + row * s.in_channels, tile.size[kWidth], to);
      to += tile.size[kWidth] * MaskBytes(s.in_channels);
    }
  }
  return buffer;
}

void SpikeConv2dGradWeight::List(const GradientTile& tile, const void* x,
                                 bool spikes, Lists lists) const {
  const Conv2dSizes& s = sizes_;
  const int64_t first =
      ((tile.first_image * s.input[kHeight] + tile.first[kHeight]) *
           s.input[kWidth] +
       tile.first[kWidth]) *
      s.in_channels;
  uint16_t position[kTablePixels];
  int64_t in_tile[kTablePixels], in_x[kTablePixels];
  TilePixels pixels{};
  pixels.bits = MasksOf(tile, x, first, lists.bits);
  pixels.bits_at = masks_.in_place() ? in_x : in_tile;
  pixels.positions = position;
  pixels.channels = s.in_channels;
  pixels.entries = lists.entries;
  pixels.starts = lists.starts;
  pixels.values = spikes ? nullptr : lists.values;
  pixels.elements_at = in_x;
  masks_.SetElements(x, first, &pixels);
  pixels.starts[0] = 0;
  const auto& classes = tiles_.classes();
  for (size_t i = 0; i < classes.size(); ++i) {
    pixels.pixels =
        classes[i].taps.empty()
            ? 0
            : ListPixelsOfClass(tiles_, tile, s, static_cast<int64_t>(i),
                                {position, in_tile, in_x});
    loops_.list_tile(pixels);
    // The next class's lists follow.
    const uint32_t end = pixels.starts[s.in_channels];
    pixels.starts += s.in_channels + 1;
    if (i + 1 < classes.size()) pixels.starts[0] = end;
  }
}

// Zeros where the tile reaches over the border of the images.
void SpikeConv2dGradWeight::CopyTile(const GradientTile& tile, const float* dy,
                                     int64_t block, float* copy) const {
  const Conv2dSizes& s = sizes_;
  const int64_t first_channel = block * kGradientBlock;
  const int64_t valid =
      std::min(kGradientBlock, s.out_channels - first_channel);
  for (int64_t n = 0; n < tile.images; ++n) {
    for (int64_t i = 0; i < tile.reads[kHeight]; ++i) {
      const int64_t p = tile.first_read[kHeight] + i;
      float* to = copy + (n * tiles_.image_positions() + i * tiles_.row()) *
                             kGradientBlock;
      for (int64_t j = 0; j < tile.reads[kWidth]; ++j, to += kGradientBlock) {
        const int64_t q = tile.first_read[kWidth] + j;
        if (p < 0 || p >= s.output[kHeight] || q < 0 || q >= s.output[kWidth]) {
          std::memset(to, 0, sizeof(float) * kGradientBlock);
          continue;
        }
        const float* from = dy +
                            (((tile.first_image + n) * s.output[kHeight] + p) *
                                 s.output[kWidth] +
                             q) *
                                s.out_channels +
                            first_channel;
        if (valid == kGradientBlock) {
          std::memcpy(to, from, sizeof(float) * kGradientBlock);
        } else {
          std::memset(to, 0, sizeof(float) * kGradientBlock);
          std::memcpy(to, from, sizeof(float) * static_cast<size_t>(valid));
        }
      }
    }
  }
}

void SpikeConv2dGradWeight::AddTile(const float* dy, bool spikes,
                                    const Lists& lists, float* sums) const {
  const int64_t channels = sizes_.in_channels;
  const uint32_t* starts = lists.starts;
  for (const TapClass& c : tiles_.classes()) {
    const auto taps = static_cast<int64_t>(c.taps.size());
    if (taps > 0) {
      loops_.add_taps_of_tile({lists.entries, spikes ? nullptr : lists.values,
                               starts, channels, dy, c.back.data(), taps,
                               sums});
    }
    sums += taps * channels * kGradientBlock;
    starts += channels + 1;
  }
}

void SpikeConv2dGradWeight::AddBatch(int64_t first_tile, int64_t tiles,
                                     const float* dy, bool spikes,
                                     const Scratch& scratch) const {
  const int64_t threads = tiles == 1 ? 1 : threads_;
  ParallelItems(parts_ * blocks_, threads, [&](int64_t thread, int64_t i) {
    const int64_t part = i / blocks_, block = i % blocks_;
    float* const copy =
        scratch.dy + thread * GradientTiles::kMostPositions * kGradientBlock;
    float* const sums = scratch.sums + i * block_size();
    for (int64_t tile = tiles * part / parts_;
         tile < tiles * (part + 1) / parts_; ++tile) {
      CopyTile(tiles_.Tile(first_tile + tile), dy, block, copy);
      AddTile(copy, spikes, ListsOf(scratch, tile), sums);
    }
  });
}

// The parts' sums, [classes, C, taps of the class, kGradientBlock] each, to
// [O,C,KH,KW].
void SpikeConv2dGradWeight::WriteGradient(const float* sums,
                                          float* gradient) const {
  const Conv2dSizes& s = sizes_;
  const int64_t channels = s.in_channels, taps = s.window.taps();
  constexpr int64_t kChannels = 64;  // an item of parallel work
  const int64_t items = DivideUp(channels, kChannels);
  ParallelFor(blocks_ * items, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t block = i / items, c = i % items * kChannels;
      const int64_t first = block * kGradientBlock;
      loops_.write_gradient(
          {sums + block * block_size(), parts_, blocks_ * block_size(),
           sums_of_tap_.data(), taps, c, std::min(c + kChannels, channels),
           std::min(kGradientBlock, s.out_channels - first),
           gradient + first * channels * taps, channels * taps});
    }
  });
}

bool SpikeConv2dGradWeight::Run(const KernelArgs& args) {
  const void* const x = args.inputs[0];
  const Sparsity sparsity = SparsityOf(x_, x, sizes_.rows * sizes_.input_size(),
                                       most_, loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;
  const bool spikes = sparsity == Sparsity::kSpikes;

  const Scratch scratch = ScratchOf(args.scratch);
  std::fill(scratch.sums, scratch.sums + parts_ * blocks_ * block_size(), 0.0f);
  for (int64_t first = 0; first < tiles_.count(); first += batch_) {
    const int64_t tiles = std::min(batch_, tiles_.count() - first);
    ParallelFor(tiles, /*grain=*/1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        List(tiles_.Tile(first + i), x, spikes, ListsOf(scratch, i));
      }
    });
    AddBatch(first, tiles, args.Input<float>(1), spikes, scratch);
  }
  WriteGradient(scratch.sums, args.Output<float>(0));
  return true;
}

}  // namespace synfire
