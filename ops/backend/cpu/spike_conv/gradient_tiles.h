// How the weight gradient divides its images into tiles.
//
// A tile is a box of input pixels of one or several images, small enough that
// the output pixels that read it, kGradientBlock channels of each, stay in the
// first cache.  The pixels of a tile whose taps differ form classes: with a
// stride of 2, an input pixel is read by the even or by the odd taps.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_GRADIENT_TILES_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_GRADIENT_TILES_H_

#include <cstdint>
#include <vector>

#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

struct GradientTile {
  int64_t first_image, images;
  Pair first, size;        // of input pixels
  Pair first_read, reads;  // output positions; they may lie outside
};

// The taps (kh * KW + kw) that read the pixels of a class, and how far behind
// the first one's output position each one's is.
struct TapClass {
  std::vector<int64_t> taps;
  std::vector<int32_t> back;
};

class GradientTiles {
 public:
  static constexpr int64_t kMostPositions = 384;

  explicit GradientTiles(const Conv2dSizes& sizes);

  int64_t count() const { return count_; }
  GradientTile Tile(int64_t i) const;
  // Input pixels of the largest tile.
  int64_t pixels() const { return images_ * size_[0] * size_[1]; }
  int64_t columns() const { return size_[kWidth]; }  // of its input pixels

  // One for each pair of residues (h + pad) mod stride, row by row; those that
  // no tap reads have no taps.  `back` is in positions of a row as wide as
  // every tile's, `row`.
  const std::vector<TapClass>& classes() const { return classes_; }
  // Positions from one row of outputs to the next, and from one image's.
  int64_t row() const { return row_; }
  int64_t image_positions() const { return row_ * reads_; }

 private:
  const Conv2dSizes sizes_;
  int64_t images_;       // of a tile
  Pair size_;            // input pixels of a tile
  Pair tiles_;           // of an image
  int64_t row_, reads_;  // most output columns, rows of a tile
  int64_t count_;
  std::vector<TapClass> classes_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_GRADIENT_TILES_H_
