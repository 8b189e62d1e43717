// shift(pixels = 2): moves the image by dx and dy, each a uniform integer in
// [-pixels, pixels],
//   out[y, x, c] = in[y - dy, x - dx, c], and 0 where that lies outside.
// All frames of a sample alike.  Zero is the background of u8 images, so shift
// stands before normalize.
//
// crop(pad = 4) is the same move under the name that the recipes of CIFAR use:
// surround the image with `pad` zeros and cut its size out again at random.
#ifndef SYNFIRE_DATA_TRANSFORM_SHIFT_H_
#define SYNFIRE_DATA_TRANSFORM_SHIFT_H_

#include "data/transform/transform.h"

namespace synfire {

// Draws: dx is draw 0, dy is draw 1.
TransformDef ShiftDef();
TransformDef CropDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_SHIFT_H_
