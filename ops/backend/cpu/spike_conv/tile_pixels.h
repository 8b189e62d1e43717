// The input pixels of a tile, class by class (gradient_tiles.h).
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_TILE_PIXELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_TILE_PIXELS_H_

#include <cstdint>

#include "ops/backend/cpu/spike_conv/gradient_tiles.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"

namespace synfire {

// Arrays of kTablePixels or more.
struct PixelTables {
  uint16_t* position;  // in the tile of dy
  int64_t* in_tile;    // number in the tile, row by row
  int64_t* in_x;       // number in x, from the tile's first pixel on
};

// Where TilePixels reads positions up to a multiple of 32.
constexpr int64_t kTablePixels = kMostTilePixels + 32;

// Writes down the pixels of class `which`; returns how many there are.
int64_t ListPixelsOfClass(const GradientTiles& tiles, const GradientTile& tile,
                          const Conv2dSizes& sizes, int64_t which,
                          PixelTables tables);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_TILE_PIXELS_H_
