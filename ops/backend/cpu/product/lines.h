// Where the lines of a matrix lie: rows of an array, or what a window reads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_LINES_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_LINES_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "ops/nn/window/window.h"

namespace synfire {

// Lines stand for the pixels of a grid, image by image; a line is its taps'
// pixels of the images there are, `channels` floats each, one behind the other.
// A tap outside of the image reads zeros.
//
//   line (n, p, q), tap k: pixel (n, p * step + taps[k], likewise q)
class Lines {
 public:
  struct Grid {
    Pair size;   // height and width
    Pair step;   // pixels from a line to its neighbour
    Pair image;  // height and width, in pixels
  };

  // Row i of an array of rows.
  static Lines Rows(int64_t floats) {
    return Lines({{1, 1}, {1, 1}, {1, 1}}, floats, {{0, 0}});
  }
  Lines(const Grid& grid, int64_t channels, std::vector<Pair> taps)
      : grid_(grid),
        channels_(channels),
        taps_(std::move(taps)),
        dense_(taps_.size() == 1 && taps_[0] == Pair{0, 0} &&
               grid.step == Pair{1, 1} && grid.size == grid.image) {}

  // Whether line i is `length()` floats at i * length().
  bool dense() const { return dense_; }
  int64_t length() const {
    return channels_ * static_cast<int64_t>(taps_.size());
  }
  // Where line i begins.  REQUIRES: one tap, inside of the image.
  int64_t At(int64_t i) const;
  // Floats [first, first + count) of line i of the array at `base`: where they
  // are if one tap has them all, else copied to `buffer`.
  const float* Read(const float* base, int64_t i, int64_t first, int64_t count,
                    float* buffer) const;
  // The same, copied in any case.
  void Copy(const float* base, int64_t i, int64_t first, int64_t count,
            float* to) const;

 private:
  struct Pixel {
    int64_t image, top, left;
  };
  Pixel PixelOf(int64_t i) const;
  // Where the tap's pixel begins; none outside of the image.
  std::optional<int64_t> Offset(const Pixel& pixel, int64_t tap) const;

  Grid grid_;
  int64_t channels_;
  std::vector<Pair> taps_;
  bool dense_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_LINES_H_
