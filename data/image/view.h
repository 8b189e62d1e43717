// Which part of a photograph a network is shown: the rules of the published
// ImageNet pipelines.
#ifndef SYNFIRE_DATA_IMAGE_VIEW_H_
#define SYNFIRE_DATA_IMAGE_VIEW_H_

#include <cstdint>

#include "data/image/resize.h"
#include "data/sample_draw.h"

namespace synfire {

// For testing: the image is scaled so that its shorter side is `resize` (the
// longer one is rounded down), and the middle size x size of that is cut out
// (where it cannot be the exact middle, half a pixel goes to the even side).
// REQUIRES: 0 < size <= resize; 0 < height, width.
View CenterView(int64_t height, int64_t width, int64_t resize, int64_t size);

// For training: a part of an area that is uniform in `scale`, relative to the
// image, and of a ratio width / height whose logarithm is uniform in the
// logarithm of `ratio`, at a uniform place, scaled to size x size.  A part that
// does not fit is drawn again, kAttempts times in all; then it is the middle of
// the image, as large as `ratio` lets it be.
struct RandomViewRule {
  static constexpr int kAttempts = 10;
  static constexpr int kDraws = 2 * kAttempts + 2;

  int64_t size = 224;
  double min_scale = 0.08, max_scale = 1;
  double min_ratio = 3.0 / 4, max_ratio = 4.0 / 3;
};

// Draws 2 i and 2 i + 1 are area and ratio of attempt i, the last two the
// place.  REQUIRES: size > 0, 0 < min <= max, 0 < height, width.
View RandomView(int64_t height, int64_t width, const RandomViewRule& rule,
                const SampleDraw& draw);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGE_VIEW_H_
