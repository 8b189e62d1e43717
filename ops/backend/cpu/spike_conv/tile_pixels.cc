#include "ops/backend/cpu/spike_conv/tile_pixels.h"

namespace synfire {

int64_t ListPixelsOfClass(const GradientTiles& tiles, const GradientTile& tile,
                          const Conv2dSizes& s, int64_t which,
                          PixelTables tables) {
  const Window& w = s.window;
  const int64_t down_step = w.stride[kHeight], right_step = w.stride[kWidth];
  // The first of a tile's rows, or columns, whose taps are the class's.
  const auto first_of = [&](Axis axis, int64_t residue) {
    const int64_t stride = w.stride[axis];
    const int64_t at = (tile.first[axis] + w.pad[axis]) % stride;
    return (residue - at + stride) % stride;
  };
  const int64_t top = first_of(kHeight, which / right_step);
  const int64_t left = first_of(kWidth, which % right_step);
  const int64_t right =
      (tile.first[kWidth] + left + w.pad[kWidth]) / right_step -
      tile.first_read[kWidth];
  int64_t count = 0;
  for (int64_t n = 0; n < tile.images; ++n) {
    for (int64_t i = top; i < tile.size[kHeight]; i += down_step) {
      const int64_t down =
          (tile.first[kHeight] + i + w.pad[kHeight]) / down_step -
          tile.first_read[kHeight];
      const int64_t row =
          n * tiles.image_positions() + down * tiles.row() + right;
      const int64_t in_tile = (n * tile.size[kHeight] + i) * tile.size[kWidth];
      const int64_t in_x = (n * s.input[kHeight] + i) * s.input[kWidth];
      int64_t position = row;
      for (int64_t j = left; j < tile.size[kWidth]; j += right_step) {
        tables.position[count] = static_cast<uint16_t>(position++);
        tables.in_tile[count] = in_tile + j;
        tables.in_x[count] = in_x + j;
        ++count;
      }
    }
  }
  return count;
}

}  // namespace synfire
