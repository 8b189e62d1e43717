// normalize(mean = 0.286, std = 0.353)
// normalize(mean = [0.485, 0.456, 0.406], std = [0.229, 0.224, 0.225])
//
//   out[.., c] = (in[.., c] - mean[c]) / std[c]
//
// The last axis of a sample is its channels; one number stands for all.  The
// defaults are those of Fashion-MNIST's training images in [0, 1], rounded.
// Draws nothing.
#ifndef SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_
#define SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_

#include "data/transform/transform.h"

namespace synfire {

TransformDef NormalizeDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_NORMALIZE_H_
