#include "ops/backend/cpu/product/window_products.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

int64_t Pixels(const Conv2dSizes& s) {
  return s.rows * s.output[kHeight] * s.output[kWidth];
}
int64_t Depth(const Conv2dSizes& s) { return s.window.taps() * s.in_channels; }
int64_t WeightBytes(const Conv2dSizes& s) {
  return Aligned(s.out_channels * Depth(s) * 4);
}
char* Behind(void* scratch, int64_t bytes) {
  return static_cast<char*>(scratch) + bytes;
}

// Calls use(output, where its taps are, [taps]); tap k's channels of output o
// are at place(o, k).
template <class Place, class Use>
void ForOutputs(const Conv2dSizes& s, float* by_tap, const Place& place,
                const Use& use) {
  ParallelFor(s.out_channels, /*grain=*/4, [&](int64_t begin, int64_t end) {
    std::array<float*, kMostWindowTaps> to;
    for (int64_t o = begin; o < end; ++o) {
      for (int64_t k = 0; k < s.window.taps(); ++k) {
        to[k] = by_tap + place(o, k) * s.in_channels;
      }
      use(o, to.data());
    }
  });
}

}  // namespace

Lines WindowLines(const Conv2dSizes& s) {
  const Window& w = s.window;
  std::vector<Pair> taps;
  for (int64_t kh = 0; kh < w.kernel[kHeight]; ++kh) {
    for (int64_t kw = 0; kw < w.kernel[kWidth]; ++kw) {
      taps.push_back({w.Source(kHeight, 0, kh), w.Source(kWidth, 0, kw)});
    }
  }
  return Lines({s.output, w.stride, s.input}, s.in_channels, std::move(taps));
}

WindowForward::WindowForward(const Conv2dSizes& s, bool biased,
                             const ProductLoops& loops)
    : sizes_(s),
      biased_(biased),
      loops_(loops),
      product_(Pixels(s), Depth(s), s.out_channels, {false, WindowLines(s)},
               {true, Lines::Rows(Depth(s))}, Lines::Rows(s.out_channels),
               loops) {}

size_t WindowForward::scratch_bytes() const {
  return static_cast<size_t>(WeightBytes(sizes_)) + product_.scratch_bytes();
}

void WindowForward::Run(const KernelArgs& args) {
  auto* const weights = static_cast<float*>(args.scratch);
  const int64_t taps = sizes_.window.taps();
  ForOutputs(
      sizes_, weights, [&](int64_t o, int64_t k) { return o * taps + k; },
      [&](int64_t o, float* const* to) {
        loops_.split_taps({to, sizes_.in_channels, taps},
                          args.Input<float>(1) + o * Depth(sizes_));
      });
  product_.Run(args.Input<float>(0), weights,
               biased_ ? args.Input<float>(2) : nullptr, args.Output<float>(0),
               Behind(args.scratch, WeightBytes(sizes_)));
}

WindowGradWeight::WindowGradWeight(const Conv2dSizes& s,
                                   const ProductLoops& loops)
    : sizes_(s),
      loops_(loops),
      product_(s.out_channels, Pixels(s), Depth(s),
               {true, Lines::Rows(s.out_channels)}, {false, WindowLines(s)},
               Lines::Rows(Depth(s)), loops) {}

size_t WindowGradWeight::scratch_bytes() const {
  return static_cast<size_t>(WeightBytes(sizes_)) + product_.scratch_bytes();
}

void WindowGradWeight::Run(const KernelArgs& args) {
  auto* const gradient = static_cast<float*>(args.scratch);
  product_.Run(args.Input<float>(1), args.Input<float>(0), nullptr, gradient,
               Behind(args.scratch, WeightBytes(sizes_)));
  const int64_t taps = sizes_.window.taps();
  ForOutputs(
      sizes_, gradient, [&](int64_t o, int64_t k) { return o * taps + k; },
      [&](int64_t o, float* const* from) {
        loops_.join_taps({from, sizes_.in_channels, taps},
                         args.Output<float>(0) + o * Depth(sizes_));
      });
}

WindowGradInput::WindowGradInput(const Conv2dSizes& s,
                                 const ProductLoops& loops)
    : sizes_(s), loops_(loops), place_(s.window.taps()) {
  const Pair stride = s.window.stride;
  for (int64_t h = 0; h < std::min(stride[kHeight], s.input[kHeight]); ++h) {
    for (int64_t w = 0; w < std::min(stride[kWidth], s.input[kWidth]); ++w) {
      AddClass({h, w});
    }
  }
}

// Of the pixels `first` + multiples of the stride.
void WindowGradInput::AddClass(Pair first) {
  const Conv2dSizes& s = sizes_;
  const Window& w = s.window;
  // Pixel first + i * stride is read by tap k of output i + offset, where
  // (first + pad - k) / stride is a whole number, the offset.
  std::array<std::vector<Pair>, 2> taps;  // (k, offset), along each axis
  Pair grid;
  for (const Axis axis : {kHeight, kWidth}) {
    grid[axis] = DivideUp(s.input[axis] - first[axis], w.stride[axis]);
    for (int64_t k = 0; k < w.kernel[axis]; ++k) {
      const int64_t distance = first[axis] + w.pad[axis] - k;
      if (distance % w.stride[axis] == 0) {
        taps[axis].push_back({k, distance / w.stride[axis]});
      }
    }
  }
  const int64_t first_tap = next_tap_;
  std::vector<Pair> offsets;
  for (const Pair& h : taps[kHeight]) {
    for (const Pair& v : taps[kWidth]) {
      place_[h[0] * w.kernel[kWidth] + v[0]] = next_tap_++;
      offsets.push_back({h[1], v[1]});
    }
  }
  Class added{Lines({grid, w.stride, s.input}, s.in_channels, {first}),
              s.rows * grid[kHeight] * grid[kWidth],
              first_tap,
              {}};
  if (!offsets.empty()) {
    const auto depth = static_cast<int64_t>(offsets.size()) * s.out_channels;
    added.product.emplace(
        added.rows, depth, s.in_channels,
        Operand{false, Lines({grid, {1, 1}, s.output}, s.out_channels,
                             std::move(offsets))},
        Operand{false, Lines::Rows(s.in_channels)}, added.dx, loops_);
  }
  classes_.push_back(std::move(added));
}

size_t WindowGradInput::scratch_bytes() const {
  size_t most = 0;
  for (const Class& c : classes_) {
    if (c.product) most = std::max(most, c.product->scratch_bytes());
  }
  return static_cast<size_t>(WeightBytes(sizes_)) + most;
}

void WindowGradInput::Run(const KernelArgs& args) {
  auto* const weights = static_cast<float*>(args.scratch);
  float* const dx = args.Output<float>(0);
  const int64_t channels = sizes_.in_channels, outputs = sizes_.out_channels;
  ForOutputs(
      sizes_, weights,
      [&](int64_t o, int64_t k) { return place_[k] * outputs + o; },
      [&](int64_t o, float* const* to) {
        loops_.split_taps({to, channels, sizes_.window.taps()},
                          args.Input<float>(1) + o * Depth(sizes_));
      });
  for (const Class& c : classes_) {
    if (c.product) {
      c.product->Run(args.Input<float>(0),
                     weights + c.first_tap * outputs * channels, nullptr, dx,
                     Behind(args.scratch, WeightBytes(sizes_)));
      continue;
    }
    ParallelFor(c.rows, /*grain=*/256, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        std::fill_n(dx + c.dx.At(row), channels, 0.0f);
      }
    });
  }
}

}  // namespace synfire
