// flip(probability = 0.5): mirrors left and right,
//   out[y, x, c] = in[y, W - 1 - x, c],
// with that probability, else nothing.  All frames of a sample alike.
#ifndef SYNFIRE_DATA_TRANSFORM_FLIP_H_
#define SYNFIRE_DATA_TRANSFORM_FLIP_H_

#include "data/transform/transform.h"

namespace synfire {

TransformDef FlipDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_FLIP_H_
