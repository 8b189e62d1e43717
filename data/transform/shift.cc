#include "data/transform/shift.h"

#include <algorithm>
#include <cstdlib>

#include "data/transform/frames.h"

namespace synfire {
namespace {

// out[i] = in[i - by], 0 where outside, on one row of `size` floats.  `out`
// may be `in`.  REQUIRES: |by| <= size.
void ShiftRow(const float* in, int64_t size, int64_t by, float* out) {
  if (by >= 0) {
    std::copy_backward(in, in + size - by, out + size);
    std::fill_n(out, by, 0.0f);
  } else {
    std::copy(in - by, in + size, out);
    std::fill_n(out + size + by, -by, 0.0f);
  }
}

void ShiftFrame(float* frame, int64_t height, int64_t row_size, int64_t dy,
                int64_t dx_floats) {
  // From the side the image moves to, so that no row is overwritten before it
  // is read.
  for (int64_t i = 0; i < height; ++i) {
    const int64_t y = dy > 0 ? height - 1 - i : i;
    const int64_t from = y - dy;
    float* row = frame + y * row_size;
    if (from < 0 || from >= height) {
      std::fill_n(row, row_size, 0.0f);
    } else {
      ShiftRow(frame + from * row_size, row_size, dx_floats, row);
    }
  }
}

class Shift : public Transform {
 public:
  // Known to the user as `name`(`attribute` = pixels).
  Shift(const char* name, const char* attribute, int64_t pixels)
      : name_(name), attribute_(attribute), pixels_(pixels) {}

  const char* name() const override { return name_; }
  absl::Status Accepts(const Shape& shape) const override {
    SYNFIRE_RETURN_IF_ERROR(CheckFrames(name(), shape));
    const Frames frames = FramesOf(shape);
    const int64_t smallest = std::min(frames.height, frames.width);
    if (pixels_ < smallest) return absl::OkStatus();
    return UserError(name_, ": ", attribute_, " = ", pixels_,
                     " can move a whole image of ", shape.ToString(),
                     " out of its frame, expected at most ", smallest - 1);
  }
  void Apply(const SampleDraw& draw, const Shape& shape,
             float* sample) const override {
    const Frames frames = FramesOf(shape);
    const uint32_t choices = static_cast<uint32_t>(2 * pixels_ + 1);
    const int64_t dx = int64_t{draw.UniformInt(0, choices)} - pixels_;
    const int64_t dy = int64_t{draw.UniformInt(1, choices)} - pixels_;
    if (dx == 0 && dy == 0) return;
    const int64_t row_size = frames.width * frames.channels;
    for (int64_t frame = 0; frame < frames.count; ++frame) {
      ShiftFrame(sample + frame * frames.height * row_size, frames.height,
                 row_size, dy, dx * frames.channels);
    }
  }

 private:
  const char* const name_;
  const char* const attribute_;
  const int64_t pixels_;
};

}  // namespace

TransformDef ShiftDef() {
  Schema schema("transform", "shift",
                "Moves an image by a random number of pixels, zeros enter.");
  schema.Int("pixels", 2, 0, 1 << 20, "largest shift, in x and in y");
  return {
      std::move(schema), [](const Attrs& attrs) -> std::unique_ptr<Transform> {
        return std::make_unique<Shift>("shift", "pixels", attrs.Int("pixels"));
      }};
}

TransformDef CropDef() {
  Schema schema("transform", "crop",
                "Pads an image with zeros, cuts its size out at random.");
  schema.Int("pad", 4, 0, 1 << 20, "pixels added on each side");
  return {std::move(schema),
          [](const Attrs& attrs) -> std::unique_ptr<Transform> {
            return std::make_unique<Shift>("crop", "pad", attrs.Int("pad"));
          }};
}

}  // namespace synfire
