#include "ops/backend/cpu/spike_conv/spike_conv2d.h"

#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/past_caches.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_conv/expect_window.h"
#include "ops/backend/cpu/spike_conv/sparsity.h"

namespace synfire {
namespace {

// Pixels of a band: enough of them share the weights in the first cache, few
// enough that their sums stay in the second.
constexpr int64_t kBandPixels = 256;
// What rows of weights may take of the first cache; what all of a block's may,
// of which few are read where x is sparse.
constexpr int64_t kWeightBytes = 24 << 10, kBlockBytes = 40 << 10;

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
      masks_(x_.form(), sizes_.in_channels, loops_),
      threads_(NumThreads()) {
  const Conv2dSizes& s = sizes_;
  block_ = loops_.lanes;
  while (block_ < s.out_channels && block_ < 4 * loops_.lanes) block_ *= 2;
  blocks_ = DivideUp(s.out_channels, block_);
  const int64_t taps = s.window.kernel[kWidth];
  const int64_t bytes_of_a_tap = s.in_channels * block_ * 4;
  taps_at_once_ = taps * bytes_of_a_tap <= kWeightBytes ? taps : 1;
  rows_at_once_ =
      s.window.taps() * bytes_of_a_tap <= kBlockBytes && taps_at_once_ == taps;
  const int64_t rows = s.rows * s.output[kHeight];
  band_rows_ = std::min(rows, DivideUp(kBandPixels, s.output[kWidth]));
  bands_ = DivideUp(rows, band_rows_);
  for (int64_t i = 0; i < bands_; ++i) {
    const Band band = BandOf(i);
    most_inputs_ = std::max(most_inputs_, band.last_input - band.first_input);
  }
  if (rows_at_once_) {
    most_inputs_ =
        std::max(most_inputs_, band_rows_ * s.window.kernel[kHeight]);
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

int64_t SpikeConv2d::starts_bytes() const {
  return Aligned(blocks_ * block_ * 4);
}

int64_t SpikeConv2d::list_entries() const {
  return most_inputs_ * sizes_.input[kWidth] * sizes_.in_channels + kListed;
}

int64_t SpikeConv2d::lists_bytes() const {
  const int64_t columns = sizes_.input[kWidth];
  return 2 * Aligned(list_entries() * 4) +
         Aligned(most_inputs_ * (columns + 1) * 4) +
         masks_.BufferBytes(columns * sizes_.window.kernel[kHeight]);
}

// The packed weights, what sums start with, then each thread's lists.
size_t SpikeConv2d::scratch_bytes() const {
  return static_cast<size_t>(weights_bytes() + starts_bytes() +
                             threads_ * lists_bytes());
}

SpikeConv2d::Lists SpikeConv2d::ListsOf(char* scratch) const {
  const int64_t bytes = Aligned(list_entries() * 4);
  char* const starts = scratch + 2 * bytes;
  return {reinterpret_cast<uint32_t*>(scratch),
          reinterpret_cast<float*>(scratch + bytes),
          reinterpret_cast<uint32_t*>(starts),
          reinterpret_cast<uint8_t*>(
              starts + Aligned(most_inputs_ * (sizes_.input[kWidth] + 1) * 4))};
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

// The row of x, numbered through, that a row of taps reads, or -1: outside.
int64_t SpikeConv2d::SourceRow(int64_t output_row, int64_t tap) const {
  const Conv2dSizes& s = sizes_;
  const int64_t image = output_row / s.output[kHeight];
  const int64_t row =
      s.window.Source(kHeight, output_row % s.output[kHeight], tap);
  return row < 0 || row >= s.input[kHeight] ? -1
                                            : image * s.input[kHeight] + row;
}

void SpikeConv2d::List(const Band& band, const void* x, bool spikes,
                       Lists lists) const {
  const Conv2dSizes& s = sizes_;
  const int64_t row_size = s.input[kWidth] * s.in_channels;
  for (int64_t row = band.first_input; row < band.last_input; ++row) {
    const int64_t slot = row - band.first_input;
    uint32_t* const entries = lists.entries + slot * row_size;
    uint32_t* const starts = lists.starts + slot * (s.input[kWidth] + 1);
    const uint8_t* const bits =
        masks_.Read(x, row * row_size, s.input[kWidth], lists.bits);
    loops_.list_rows({&bits, 1, 0}, s.input[kWidth], s.in_channels, entries,
                     starts);
    if (spikes) continue;
    masks_.Take(x, row * row_size, entries, starts[s.input[kWidth]],
                lists.values + slot * row_size);
  }
}

// For each output row, the rows that its taps read.
void SpikeConv2d::ListTogether(const Band& band, const void* x,
                               Lists lists) const {
  const Conv2dSizes& s = sizes_;
  constexpr int64_t kMostRows = 3;
  const int64_t taps = s.window.kernel[kHeight], width = s.input[kWidth];
  const int64_t row_size = width * s.in_channels;
  for (int64_t row = band.begin; row < band.end; ++row) {
    const int64_t slot = row - band.begin;
    const uint8_t* bits[kMostRows];
    for (int64_t tap = 0; tap < taps; ++tap) {
      const int64_t from = SourceRow(row, tap);
      bits[tap] = from < 0
                      ? nullptr
                      : masks_.Read(x, from * row_size, width,
                                    lists.bits +
                                        tap * width * MaskBytes(s.in_channels));
    }
    loops_.list_rows(
        {bits, taps,
         static_cast<uint32_t>(s.window.kernel[kWidth] * s.in_channels)},
        width, s.in_channels, lists.entries + slot * taps * row_size,
        lists.starts + slot * (width + 1));
  }
}

// All but the row, and what depends on the taps.
TapsOnRow SpikeConv2d::TapsOf(int64_t block, const void* scratch) const {
  const Conv2dSizes& s = sizes_;
  TapsOnRow taps{};
  taps.width = s.input[kWidth];
  taps.channels = s.in_channels;
  taps.stride = s.window.stride[kWidth];
  taps.taps = taps_at_once_;
  taps.pad = s.window.pad[kWidth];
  taps.weights = static_cast<const float*>(scratch) +
                 block * s.window.taps() * s.in_channels * block_;
  taps.outputs = s.output[kWidth];
  taps.pixel = s.out_channels;
  taps.block = block_;
  taps.valid = std::min(block_, s.out_channels - block * block_);
  return taps;
}

void SpikeConv2d::AddBlock(const Band& band, bool spikes, Lists lists,
                           TapsOnRow taps, float* y) const {
  const Conv2dSizes& s = sizes_;
  const Window& w = s.window;
  const int64_t row_size = s.input[kWidth] * s.in_channels;
  const int64_t y_row = s.output[kWidth] * s.out_channels;
  const float* const weights = taps.weights;
  for (int64_t kh = 0; kh < w.kernel[kHeight]; ++kh) {
    for (int64_t kw = 0; kw < w.kernel[kWidth]; kw += taps_at_once_) {
      taps.pad = w.pad[kWidth] - kw;
      taps.weights =
          weights + (kh * w.kernel[kWidth] + kw) * s.in_channels * block_;
      for (int64_t row = band.begin; row < band.end; ++row) {
        const int64_t from = SourceRow(row, kh);
        if (from < 0) continue;
        const int64_t slot = from - band.first_input;
        taps.x = {lists.entries + slot * row_size,
                  spikes ? nullptr : lists.values + slot * row_size,
                  lists.starts + slot * (s.input[kWidth] + 1)};
        taps.y = y + row * y_row;
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
  for (int64_t b = 0; b < blocks_; ++b) {
    AddBlock(band, spikes, lists, TapsOf(b, args.scratch), y + b * block_);
  }
}

void SpikeConv2d::RunTogether(const Band& band, const KernelArgs& args,
                              Lists lists) const {
  const Conv2dSizes& s = sizes_;
  ListTogether(band, args.inputs[0], lists);
  const int64_t y_row = s.output[kWidth] * s.out_channels;
  const int64_t list_size =
      s.window.kernel[kHeight] * s.input[kWidth] * s.in_channels;
  for (int64_t b = 0; b < blocks_; ++b) {
    TapsOnRow taps = TapsOf(b, args.scratch);
    taps.start = StartsOf(args.scratch) + b * block_;
    taps.past_caches = s.out_channels % loops_.lanes == 0 &&
                       taps.valid == block_ &&
                       GoesPastCaches(s.rows * s.output_size() * 4);
    for (int64_t row = band.begin; row < band.end; ++row) {
      const int64_t slot = row - band.begin;
      taps.x = {lists.entries + slot * list_size, nullptr,
                lists.starts + slot * (s.input[kWidth] + 1)};
      taps.y = args.Output<float>(0) + row * y_row + b * block_;
      loops_.add_taps_on_row(taps);
    }
  }
}

float* SpikeConv2d::StartsOf(void* scratch) const {
  return reinterpret_cast<float*>(static_cast<char*>(scratch) +
                                  weights_bytes());
}

void SpikeConv2d::PackStarts(const float* bias, float* starts) const {
  std::fill(starts, starts + blocks_ * block_, 0.0f);
  if (bias != nullptr) std::copy(bias, bias + sizes_.out_channels, starts);
}

bool SpikeConv2d::Run(const KernelArgs& args) {
  const Sparsity sparsity =
      SparsityOf(x_, args.inputs[0], sizes_.rows * sizes_.input_size(), most_,
                 loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;

  PackWeights(args.Input<float>(1), static_cast<float*>(args.scratch));
  PackStarts(biased_ ? args.Input<float>(2) : nullptr, StartsOf(args.scratch));
  char* const lists =
      static_cast<char*>(args.scratch) + weights_bytes() + starts_bytes();
  const bool spikes = sparsity == Sparsity::kSpikes;
  // Bands are not equally dense.
  ParallelItems(bands_, threads_, [&](int64_t thread, int64_t band) {
    const Lists own = ListsOf(lists + thread * lists_bytes());
    if (spikes && rows_at_once_) {
      RunTogether(BandOf(band), args, own);
    } else {
      Run(BandOf(band), args, spikes, own);
    }
  });
  return true;
}

}  // namespace synfire
