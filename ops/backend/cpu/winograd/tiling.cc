#include "ops/backend/cpu/winograd/tiling.h"

#include <algorithm>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

constexpr int64_t kTaps = 9;
// Below, the transforms outweigh the products.
constexpr int64_t kLeastChannels = 16;
// Of the direct convolution's multiplications, what the products may be for
// the transforms to pay.
constexpr double kMostProducts = 0.6;

Pair GridOf(Pair output, int64_t m) {
  return {DivideUp(output[kHeight], m), DivideUp(output[kWidth], m)};
}

// An image's products for each pair of channels.
int64_t ProductsOf(Pair output, int64_t m) {
  const Pair grid = GridOf(output, m);
  return grid[kHeight] * grid[kWidth] * (m + 2) * (m + 2);
}

absl::Status ExpectWindow(const Conv2dSizes& s) {
  const Window& w = s.window;
  const Pair ones{1, 1}, threes{3, 3};
  if (w.kernel != threes || w.stride != ones || w.dilation != ones) {
    return Refuse("Winograd takes 3x3 kernels of stride and dilation 1");
  }
  if (s.groups != 1) return Refuse("Winograd takes one group");
  if (std::min(s.in_channels, s.out_channels) < kLeastChannels) {
    return Refuse("below ", kLeastChannels,
                  " channels, Winograd's transforms outweigh its products");
  }
  return absl::OkStatus();
}

absl::StatusOr<WinogradTiling> Tile(WinogradTiling t) {
  t.m = ProductsOf(t.output, 2) <= ProductsOf(t.output, 4) ? 2 : 4;
  t.grid = GridOf(t.output, t.m);
  const int64_t products = ProductsOf(t.output, t.m);
  const int64_t direct = t.output[kHeight] * t.output[kWidth] * kTaps;
  if (static_cast<double>(products) >
      kMostProducts * static_cast<double>(direct)) {
    return Refuse("on images of ", ToText(t.output), ", Winograd's ", products,
                  " products do not pay against ", direct, " multiplications");
  }
  return t;
}

}  // namespace

double WinogradTiling::ShareOfDirect() const {
  double direct = 1;
  for (const Axis axis : {kHeight, kWidth}) {
    int64_t taps = 0;  // of all outputs, inside the input
    for (int64_t out = 0; out < output[axis]; ++out) {
      const int64_t first = out - pad[axis];
      taps += std::max<int64_t>(
          0, std::min(first + 3, input[axis]) - std::max<int64_t>(first, 0));
    }
    direct *= static_cast<double>(taps);
  }
  return static_cast<double>(grid[kHeight] * grid[kWidth] * products()) /
         direct;
}

WinogradTile::WinogradTile(const WinogradTiling& tiling, int64_t number)
    : tiling(tiling) {
  const Pair grid = tiling.grid;
  image = number / (grid[kHeight] * grid[kWidth]);
  at = {number / grid[kWidth] % grid[kHeight], number % grid[kWidth]};
}

void WinogradTile::Next() {
  if (++at[kWidth] < tiling.grid[kWidth]) return;
  at[kWidth] = 0;
  if (++at[kHeight] < tiling.grid[kHeight]) return;
  at[kHeight] = 0;
  ++image;
}

int64_t WinogradTile::Extent(Axis axis) const {
  return std::min(tiling.m, tiling.output[axis] - Begin(axis));
}

absl::StatusOr<WinogradTiling> TileConv2d(const Conv2dSizes& s) {
  SYNFIRE_RETURN_IF_ERROR(ExpectWindow(s));
  WinogradTiling t{};
  t.images = s.rows;
  t.input = s.input;
  t.output = s.output;
  t.pad = s.window.pad;
  t.in_channels = s.in_channels;
  t.out_channels = s.out_channels;
  return Tile(t);
}

absl::StatusOr<WinogradTiling> TileConv2dGradInput(const Conv2dSizes& s) {
  SYNFIRE_RETURN_IF_ERROR(ExpectWindow(s));
  WinogradTiling t{};
  t.images = s.rows;
  t.input = s.output;
  t.output = s.input;
  for (const Axis axis : {kHeight, kWidth})
    t.pad[axis] = 2 - s.window.pad[axis];
  t.in_channels = s.out_channels;
  t.out_channels = s.in_channels;
  return Tile(t);
}

}  // namespace synfire
