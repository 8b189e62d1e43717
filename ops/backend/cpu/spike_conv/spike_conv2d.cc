#include "ops/backend/cpu/spike_conv/spike_conv2d.h"

#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_conv/expect_window.h"
#include "ops/backend/cpu/spike_conv/sparsity.h"

namespace synfire {
namespace {

// Pixels of a band: enough of them share the weights in the first cache, few
// enough that their sums stay in the second.
constexpr int64_t kBandPixels = 256;
// What rows of weights may take of the first cache.
constexpr int64_t kWeightBytes = 24 << 10;

}  // namespace

absl::Status SpikeConv2d::Accepts(const KernelProblem& problem) {
  return ExpectSpikeWindow(SizesOfConv2d(problem));
}

SpikeConv2d::SpikeConv2d(const KernelProblem& problem, Isa isa,
                         double most_density)
    : sizes_(SizesOfConv2d(problem)),
      most_(MostNonZeros(sizes_, most_density)),
      biased_(problem.has_input(2)),
      x_(*problem.inputs[0],
         ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops)),
      loops_(ForIsa(isa, portable::kSpikeLoops, avx2::kSpikeLoops,
                    avx512::kSpikeLoops)),
      threads_(NumThreads()) {
  const Conv2dSizes& s = sizes_;
  block_ = loops_.lanes;
  while (block_ < s.out_channels && block_ < 4 * loops_.lanes) block_ *= 2;
  blocks_ = DivideUp(s.out_channels, block_);
  const int64_t taps = s.window.kernel[kWidth];
  const int64_t bytes_of_a_tap = s.in_channels * block_ * 4;
  taps_at_once_ = taps * bytes_of_a_tap <= kWeightBytes ? taps : 1;
  const int64_t rows = s.rows * s.output[kHeight];
  band_rows_ = std::min(rows, DivideUp(kBandPixels, s.output[kWidth]));
  bands_ = DivideUp(rows, band_rows_);
  for (int64_t i = 0; i < bands_; ++i) {
    const Band band = BandOf(i);
    most_inputs_ = std::max(most_inputs_, band.last_input - band.first_input);
  }
}

SpikeConv2d::Band SpikeConv2d::BandOf(int64_t i) const {
  const Conv2dSizes& s = sizes_;
  const Window& w = s.window;
  Band band;
  band.begin = i * band_rows_;
  band.end = std::min(band.begin + band_rows_, s.rows * s.output[kHeight]);
  const auto input_row = [&](int64_t output_row, int64_t tap) {
    const int64_t image = output_row / s.output[kHeight];
    const int64_t row = w.Source(kHeight, output_row % s.output[kHeight], tap);
    return image * s.input[kHeight] +
           std::clamp<int64_t>(row, 0, s.input[kHeight] - 1);
  };
  band.first_input = input_row(band.begin, 0);
  band.last_input = input_row(band.end - 1, w.kernel[kHeight] - 1) + 1;
  return band;
}

int64_t SpikeConv2d::weights_bytes() const {
  return Aligned(blocks_ * block_ * sizes_.window.taps() * sizes_.in_channels *
                 4);
}

int64_t SpikeConv2d::lists_bytes() const {
  const Conv2dSizes& s = sizes_;
  return 2 * Aligned(most_inputs_ * s.input[kWidth] * s.in_channels * 4) +
         Aligned(most_inputs_ * (s.input[kWidth] + 1) * 4) +
         (x_.plain() ? 0 : Aligned(s.input[kWidth] * s.in_channels * 4));
}

// The packed weights, then each thread's lists.
size_t SpikeConv2d::scratch_bytes() const {
  return static_cast<size_t>(weights_bytes() + threads_ * lists_bytes());
}

SpikeConv2d::Lists SpikeConv2d::ListsOf(char* scratch) const {
  const Conv2dSizes& s = sizes_;
  const int64_t bytes =
      Aligned(most_inputs_ * s.input[kWidth] * s.in_channels * 4);
  char* const starts = scratch + 2 * bytes;
  return {reinterpret_cast<uint32_t*>(scratch),
          reinterpret_cast<float*>(scratch + bytes),
          reinterpret_cast<uint32_t*>(starts),
          reinterpret_cast<float*>(
              starts + Aligned(most_inputs_ * (s.input[kWidth] + 1) * 4))};
}

// [O,C,KH,KW] to [blocks, KH, KW, C, block].
void SpikeConv2d::PackWeights(const float* weight, float* packed) const {
  const Conv2dSizes& s = sizes_;
  const int64_t taps = s.window.taps(), channels = s.in_channels;
  constexpr int64_t kChannels = 64;  // an item of parallel work
  const int64_t items = DivideUp(channels, kChannels);
  ParallelFor(blocks_ * items, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t b = i / items, c = i % items * kChannels;
      const int64_t first = b * block_;
      loops_.pack_weights({weight + first * channels * taps, channels * taps,
                           std::min(block_, s.out_channels - first), block_,
                           channels, c, std::min(c + kChannels, channels), taps,
                           packed + b * taps * channels * block_});
    }
  });
}

void SpikeConv2d::List(const Band& band, const void* x, bool spikes,
                       Lists lists) const {
  const Conv2dSizes& s = sizes_;
  const int64_t row_size = s.input[kWidth] * s.in_channels;
  for (int64_t row = band.first_input; row < band.last_input; ++row) {
    const int64_t slot = row - band.first_input;
    loops_.list_row(x_.Read(x, row * row_size, row_size, lists.row),
                    s.input[kWidth], s.in_channels,
                    lists.entries + slot * row_size,
                    spikes ? nullptr : lists.values + slot * row_size,
                    lists.starts + slot * (s.input[kWidth] + 1));
  }
}

void SpikeConv2d::AddBlock(const Band& band, bool spikes, Lists lists,
                           const float* packed, int64_t first_channel,
                           float* y) const {
  const Conv2dSizes& s = sizes_;
  const Window& w = s.window;
  const int64_t row_size = s.input[kWidth] * s.in_channels;
  const int64_t y_row = s.output[kWidth] * s.out_channels;
  TapsOnRow taps{};
  taps.width = s.input[kWidth];
  taps.channels = s.in_channels;
  taps.stride = w.stride[kWidth];
  taps.taps = taps_at_once_;
  taps.outputs = s.output[kWidth];
  taps.pixel = s.out_channels;
  taps.block = block_;
  taps.valid = std::min(block_, s.out_channels - first_channel);
  for (int64_t kh = 0; kh < w.kernel[kHeight]; ++kh) {
    for (int64_t kw = 0; kw < w.kernel[kWidth]; kw += taps_at_once_) {
      taps.pad = w.pad[kWidth] - kw;
      taps.weights =
          packed + (kh * w.kernel[kWidth] + kw) * s.in_channels * block_;
      for (int64_t row = band.begin; row < band.end; ++row) {
        const int64_t image = row / s.output[kHeight];
        const int64_t from = w.Source(kHeight, row % s.output[kHeight], kh);
        if (from < 0 || from >= s.input[kHeight]) continue;
        const int64_t slot = image * s.input[kHeight] + from - band.first_input;
        taps.x = {lists.entries + slot * row_size,
                  spikes ? nullptr : lists.values + slot * row_size,
                  lists.starts + slot * (s.input[kWidth] + 1)};
        taps.y = y + row * y_row + first_channel;
        loops_.add_taps_on_row(taps);
      }
    }
  }
}

void SpikeConv2d::Run(const Band& band, const KernelArgs& args, bool spikes,
                      Lists lists) const {
  const Conv2dSizes& s = sizes_;
  List(band, args.inputs[0], spikes, lists);
  const float* bias = biased_ ? args.Input<float>(2) : nullptr;
  float* const y = args.Output<float>(0);
  float* pixel = y + band.begin * s.output[kWidth] * s.out_channels;
  float* const end = y + band.end * s.output[kWidth] * s.out_channels;
  if (bias == nullptr) std::fill(pixel, end, 0.0f);
  for (; bias != nullptr && pixel < end; pixel += s.out_channels) {
    std::copy(bias, bias + s.out_channels, pixel);
  }
  const auto* packed = static_cast<const float*>(args.scratch);
  for (int64_t b = 0; b < blocks_; ++b) {
    AddBlock(band, spikes, lists,
             packed + b * s.window.taps() * s.in_channels * block_, b * block_,
             y);
  }
}

bool SpikeConv2d::Run(const KernelArgs& args) {
  const Sparsity sparsity =
      SparsityOf(x_, args.inputs[0], sizes_.rows * sizes_.input_size(), most_,
                 loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;

  PackWeights(args.Input<float>(1), static_cast<float*>(args.scratch));
  char* const lists = static_cast<char*>(args.scratch) + weights_bytes();
  // Bands are not equally dense.
  ParallelItems(bands_, threads_, [&](int64_t thread, int64_t band) {
    Run(BandOf(band), args, sparsity == Sparsity::kSpikes,
        ListsOf(lists + thread * lists_bytes()));
  });
  return true;
}

}  // namespace synfire
