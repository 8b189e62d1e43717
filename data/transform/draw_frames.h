// draw_frames(count = 12): keeps `count` of a recording's T frames, in their
// order; which ones, is drawn anew for each batch and is the same for all of
// its samples.  Every choice of `count` frames is equally likely.
//
//   out[j] = in[f[j]],  f[0] < f[1] < ...
//
// The published networks on DVS Gesture are trained with 12 of 16 frames and
// tested with all: the training file then says `train { steps: 12 }`.
#ifndef SYNFIRE_DATA_TRANSFORM_DRAW_FRAMES_H_
#define SYNFIRE_DATA_TRANSFORM_DRAW_FRAMES_H_

#include "data/transform/transform.h"

namespace synfire {

// Draws: one a frame, of the batch.
TransformDef DrawFramesDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_DRAW_FRAMES_H_
