// normalize(mean = 0.286, std = 0.353): out = (in - mean) / std, for every
// element of every channel.  The defaults are those of Fashion-MNIST's training
// images in [0, 1], rounded.  Draws nothing.
#ifndef SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_
#define SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_

#include "data/transform/transform.h"

namespace synfire {

TransformDef NormalizeDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_
