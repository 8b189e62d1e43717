// How the output of a convolution is cut into Winograd's tiles.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TILING_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TILING_H_

#include "core/status.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

// A 3x3 convolution of stride 1 whose output is cut into tiles of m x m.
struct WinogradTiling {
  int64_t m;  // 2 or 4
  int64_t images;
  Pair input, output, pad;  // pad is negative where x begins outside the input
  int64_t in_channels, out_channels;
  Pair grid;  // tiles of an image

  int64_t n() const { return m + 2; }  // inputs of a tile along an axis
  // A tile's for each pair of channels.
  int64_t products() const { return n() * n(); }
  int64_t tiles() const { return images * grid[kHeight] * grid[kWidth]; }
  // Products over the direct convolution's multiplications, those with padding
  // left out.
  double ShareOfDirect() const;
};

// A tile of m x m outputs of an image, counted through image by image and row
// by row.
struct WinogradTile {
  WinogradTile(const WinogradTiling& tiling, int64_t number);
  void Next();
  // The first output pixel's position along an axis, and how many are in the
  // image.
  int64_t Begin(Axis axis) const { return at[axis] * tiling.m; }
  int64_t Extent(Axis axis) const;

  const WinogradTiling& tiling;
  int64_t image;
  Pair at;  // in the grid
};

// Of conv2d and conv2d_grad_weight, with the m of the fewest products; or why
// Winograd is none for it or does not pay.
absl::StatusOr<WinogradTiling> TileConv2d(const Conv2dSizes& sizes);
// Of conv2d_grad_input, which is conv2d of dy with turned weights: input and
// output, and their channels, change places, and pad becomes 2 - pad.
absl::StatusOr<WinogradTiling> TileConv2dGradInput(const Conv2dSizes& sizes);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TILING_H_
