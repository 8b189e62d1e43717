#include "data/transform/draw_frames.h"

#include <cstring>

namespace synfire {
namespace {

class DrawFrames : public Transform {
 public:
  explicit DrawFrames(int64_t count) : count_(count) {}

  const char* name() const override { return "draw_frames"; }
  absl::Status Accepts(const Shape& shape) const override {
    if (shape.rank() != 4) {
      return UserError("draw_frames: samples are ", shape.ToString(),
                       ", expected frames [T,H,W,C]");
    }
    if (count_ <= shape[0]) return absl::OkStatus();
    return UserError("draw_frames: count = ", count_, ", but samples ",
                     shape.ToString(), " have ", shape[0],
                     shape[0] == 1 ? " frame" : " frames");
  }
  Shape Output(const Shape& shape) const override {
    Shape output = shape;
    output[0] = count_;
    return output;
  }
  void Apply(const SampleDraw& draw, const Shape& shape,
             float* sample) const override {
    const int64_t frames = shape[0];
    const int64_t size = shape[1] * shape[2] * shape[3];
    // Each frame in its turn: of those that are left, so many are needed.
    int64_t kept = 0;
    for (int64_t t = 0; t < frames; ++t) {
      const uint32_t left = static_cast<uint32_t>(frames - t);
      if (draw.BatchUniformInt(t, left) >= count_ - kept) continue;
      if (kept < t) {
        std::memcpy(sample + kept * size, sample + t * size,
                    static_cast<size_t>(size) * sizeof(float));
      }
      ++kept;
    }
  }

 private:
  const int64_t count_;
};

}  // namespace

TransformDef DrawFramesDef() {
  Schema schema("transform", "draw_frames",
                "Keeps some frames of a recording, drawn for each batch.");
  schema.Int("count", std::nullopt, 1, SampleDraw::kBatchDraws,
             "how many frames are kept");
  return {std::move(schema),
          [](const Attrs& attrs) -> std::unique_ptr<Transform> {
            return std::make_unique<DrawFrames>(attrs.Int("count"));
          }};
}

}  // namespace synfire
