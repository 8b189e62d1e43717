// A sample seen as images: [H,W,C] is one, [T,H,W,C] is T that move together.
#ifndef SYNFIRE_DATA_TRANSFORM_FRAMES_H_
#define SYNFIRE_DATA_TRANSFORM_FRAMES_H_

#include <cstdint>

#include "core/shape.h"
#include "core/status.h"

namespace synfire {

struct Frames {
  int64_t count, height, width, channels;
};

// An error that begins with `transform` where `shape` is neither.
inline absl::Status CheckFrames(absl::string_view transform,
                                const Shape& shape) {
  if (shape.rank() == 3 || shape.rank() == 4) return absl::OkStatus();
  return UserError(transform, ": samples are ", shape.ToString(),
                   ", expected images [H,W,C] or [T,H,W,C]");
}

// REQUIRES: CheckFrames(shape).
inline Frames FramesOf(const Shape& shape) {
  const int first = shape.rank() - 3;
  return {first == 1 ? shape[0] : 1, shape[first], shape[first + 1],
          shape[first + 2]};
}

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_FRAMES_H_
