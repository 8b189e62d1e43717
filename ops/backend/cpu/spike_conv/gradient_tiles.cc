#include "ops/backend/cpu/spike_conv/gradient_tiles.h"

#include <algorithm>

#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// Output positions that read `size` neighbouring input pixels, at most.
int64_t MostReads(const Window& w, Axis axis, int64_t size) {
  return (size + w.kernel[axis] - 2) / w.stride[axis] + 1;
}

// The largest extent, in as few equal parts of `extent` as make its reads
// `most` or fewer.
int64_t LargestPart(const Window& w, Axis axis, int64_t extent, int64_t most) {
  int64_t parts = 1;
  while (parts < extent && MostReads(w, axis, DivideUp(extent, parts)) > most) {
    ++parts;
  }
  return DivideUp(extent, parts);
}

}  // namespace

GradientTiles::GradientTiles(const Conv2dSizes& sizes) : sizes_(sizes) {
  constexpr int64_t kMostColumns = 24;
  const Window& w = sizes.window;
  size_[kWidth] = LargestPart(w, kWidth, sizes.input[kWidth], kMostColumns);
  row_ = MostReads(w, kWidth, size_[kWidth]);
  size_[kHeight] =
      LargestPart(w, kHeight, sizes.input[kHeight], kMostPositions / row_);
  reads_ = MostReads(w, kHeight, size_[kHeight]);
  for (const Axis axis : {kHeight, kWidth}) {
    tiles_[axis] = DivideUp(sizes.input[axis], size_[axis]);
  }
  const bool whole = tiles_ == Pair{1, 1};
  images_ = whole ? std::clamp<int64_t>(kMostPositions / image_positions(), 1,
                                        sizes.rows)
                  : 1;
  count_ = DivideUp(sizes.rows, images_) * tiles_[0] * tiles_[1];

  for (int64_t h = 0; h < w.stride[kHeight]; ++h) {
    for (int64_t v = 0; v < w.stride[kWidth]; ++v) {
      TapClass c;
      for (int64_t kh = h; kh < w.kernel[kHeight]; kh += w.stride[kHeight]) {
        for (int64_t kw = v; kw < w.kernel[kWidth]; kw += w.stride[kWidth]) {
          c.taps.push_back(kh * w.kernel[kWidth] + kw);
          c.back.push_back(
              static_cast<int32_t>((kh - h) / w.stride[kHeight] * row_ +
                                   (kw - v) / w.stride[kWidth]));
        }
      }
      classes_.push_back(std::move(c));
    }
  }
}

GradientTile GradientTiles::Tile(int64_t i) const {
  const Window& w = sizes_.window;
  GradientTile tile;
  const int64_t in_image = tiles_[0] * tiles_[1];
  tile.first_image = i / in_image * images_;
  tile.images = std::min(images_, sizes_.rows - tile.first_image);
  const Pair which{i % in_image / tiles_[kWidth], i % tiles_[kWidth]};
  for (const Axis axis : {kHeight, kWidth}) {
    tile.first[axis] = which[axis] * size_[axis];
    tile.size[axis] =
        std::min(size_[axis], sizes_.input[axis] - tile.first[axis]);
    const int64_t pad = w.pad[axis], stride = w.stride[axis];
    // The first position, perhaps below 0, whose last tap reads the first pixel
    // or one behind it; the last one whose first tap reads the last pixel.
    const int64_t reach = tile.first[axis] + pad - w.kernel[axis] + 1;
    tile.first_read[axis] =
        reach >= 0 ? DivideUp(reach, stride) : -(-reach / stride);
    tile.reads[axis] = (tile.first[axis] + tile.size[axis] - 1 + pad) / stride -
                       tile.first_read[axis] + 1;
  }
  return tile;
}

}  // namespace synfire
