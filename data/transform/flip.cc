#include "data/transform/flip.h"

#include <algorithm>

#include "data/transform/frames.h"

namespace synfire {
namespace {

// Mirrors a row of `width` pixels of `channels` floats.
void MirrorRow(float* row, int64_t width, int64_t channels) {
  float* left = row;
  float* right = row + (width - 1) * channels;
  for (; left < right; left += channels, right -= channels) {
    std::swap_ranges(left, left + channels, right);
  }
}

class Flip : public Transform {
 public:
  explicit Flip(double probability) : probability_(probability) {}

  const char* name() const override { return "flip"; }
  absl::Status Accepts(const Shape& shape) const override {
    return CheckFrames(name(), shape);
  }
  void Apply(const SampleDraw& draw, const Shape& shape,
             float* sample) const override {
    if (draw.Uniform(0) >= probability_) return;
    const Frames frames = FramesOf(shape);
    const int64_t stride = frames.width * frames.channels;
    for (int64_t row = 0; row < frames.count * frames.height; ++row) {
      MirrorRow(sample + row * stride, frames.width, frames.channels);
    }
  }

 private:
  const double probability_;
};

}  // namespace

TransformDef FlipDef() {
  Schema schema("transform", "flip", "Mirrors an image left and right.");
  schema.Float("probability", 0.5, 0, 1, "", "how often");
  return {std::move(schema),
          [](const Attrs& attrs) -> std::unique_ptr<Transform> {
            return std::make_unique<Flip>(attrs.Float("probability"));
          }};
}

}  // namespace synfire
