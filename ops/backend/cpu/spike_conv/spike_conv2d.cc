#include "ops/backend/cpu/spike_conv/spike_conv2d.h"

#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/past_caches.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_conv/expect_window.h"
#include "ops/backend/cpu/spike_conv/sparsity.h"

namespace synfire {
namespace {

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
      deferred_(problem.outputs[0].form == Form::kDeferred),
      steps_(problem.output(0).temporal() ? problem.steps : 1),
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
  rows_at_once_ =
      s.window.taps() * bytes_of_a_tap <= kBlockBytes && taps_at_once_ == taps;
  lists_.emplace(s, x_, rows_at_once_, loops_);
}

int64_t SpikeConv2d::weights_bytes() const {
  return Aligned(blocks_ * block_ * sizes_.window.taps() * sizes_.in_channels *
                 4);
}

int64_t SpikeConv2d::starts_bytes() const {
  return Aligned(blocks_ * block_ * 4);
}

// The packed weights, what sums start with, then each thread's lists.
size_t SpikeConv2d::scratch_bytes() const {
  return static_cast<size_t>(weights_bytes() + starts_bytes() +
                             threads_ * lists_->bytes());
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

void SpikeConv2d::AddBlock(const Band& band, char* lists, TapsOnRow taps,
                           float* y) const {
  const Window& w = sizes_.window;
  const float* const weights = taps.weights;
  for (int64_t kh = 0; kh < w.kernel[kHeight]; ++kh) {
    for (int64_t kw = 0; kw < w.kernel[kWidth]; kw += taps_at_once_) {
      taps.pad = w.pad[kWidth] - kw;
      taps.weights =
          weights + (kh * w.kernel[kWidth] + kw) * sizes_.in_channels * block_;
      for (int64_t row = band.begin; row < band.end; ++row) {
        const int64_t from = lists_->SourceRow(row, kh);
        if (from < 0) continue;
        taps.x = lists_->Row(band, from, spikes_, lists);
        taps.y = y + (row - band.begin) * RowOfY();
        loops_.add_taps_on_row(taps);
      }
    }
  }
}

void SpikeConv2d::MakeByTaps(const Band& band, const KernelArgs& args,
                             char* lists, float* y) const {
  const int64_t channels = sizes_.out_channels;
  lists_->List(band, args.inputs[0], spikes_, lists);
  const float* const starts = StartsOf(args.scratch);
  float* const end = y + (band.end - band.begin) * RowOfY();
  for (float* pixel = y; pixel < end; pixel += channels) {
    std::copy(starts, starts + channels, pixel);
  }
  for (int64_t b = 0; b < blocks_; ++b) {
    AddBlock(band, lists, TapsOf(b, args.scratch), y + b * block_);
  }
}

void SpikeConv2d::MakeTogether(const Band& band, const KernelArgs& args,
                               bool past_caches, char* lists, float* y) const {
  lists_->ListTogether(band, args.inputs[0], lists);
  for (int64_t b = 0; b < blocks_; ++b) {
    TapsOnRow taps = TapsOf(b, args.scratch);
    taps.start = StartsOf(args.scratch) + b * block_;
    taps.past_caches = past_caches && sizes_.out_channels % loops_.lanes == 0 &&
                       taps.valid == block_;
    for (int64_t row = band.begin; row < band.end; ++row) {
      taps.x = lists_->RowsOfOutput(band, row, lists);
      taps.y = y + (row - band.begin) * RowOfY() + b * block_;
      loops_.add_taps_on_row(taps);
    }
  }
}

void SpikeConv2d::MakeBand(const Band& band, const KernelArgs& args,
                           bool past_caches, char* lists, float* y) const {
  if (spikes_ && rows_at_once_) {
    MakeTogether(band, args, past_caches, lists, y);
  } else {
    MakeByTaps(band, args, lists, y);
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

char* SpikeConv2d::ListsOf(void* scratch, int64_t slot) const {
  return static_cast<char*>(scratch) + weights_bytes() + starts_bytes() +
         slot * lists_->bytes();
}

bool SpikeConv2d::Run(const KernelArgs& args) {
  const Sparsity sparsity =
      SparsityOf(x_, args.inputs[0], sizes_.rows * sizes_.input_size(), most_,
                 loops_, &density_);
  if (sparsity == Sparsity::kDense) return false;

  spikes_ = sparsity == Sparsity::kSpikes;
  PackWeights(args.Input<float>(1), static_cast<float*>(args.scratch));
  PackStarts(biased_ ? args.Input<float>(2) : nullptr, StartsOf(args.scratch));
  if (deferred_) {
    *args.Output<Deferred>(0) = {this, args};
    return true;
  }
  float* const y = args.Output<float>(0);
  const bool past_caches =
      GoesPastCaches(sizes_.rows * sizes_.output_size() * 4);
  // Bands are not equally dense.
  ParallelItems(lists_->bands(), threads_, [&](int64_t thread, int64_t i) {
    const Band band = lists_->BandOf(i);
    MakeBand(band, args, past_caches, ListsOf(args.scratch, thread),
             y + band.begin * RowOfY());
  });
  return true;
}

void SpikeConv2d::Make(const KernelArgs& args, int64_t slot, const Slab& slab,
                       float* out, int64_t stride) const {
  const int64_t rows = sizes_.rows * sizes_.output[kHeight];
  const int64_t of_a_step = rows / steps_;
  for (int64_t t = 0; t < steps_; ++t) {
    const int64_t before = t * of_a_step;
    const int64_t end = before + slab.end / RowOfY();
    float* y = out + t * stride;
    for (int64_t row = before + slab.begin / RowOfY(); row < end;) {
      const Band band = lists_->BandFrom(row, end);
      MakeBand(band, args, /*past_caches=*/false, ListsOf(args.scratch, slot),
               y);
      y += (band.end - band.begin) * RowOfY();
      row = band.end;
    }
  }
}

}  // namespace synfire
