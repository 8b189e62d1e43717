#include "data/transform/normalize.h"

#include <limits>

namespace synfire {
namespace {

class Normalize : public Transform {
 public:
  Normalize(float mean, float std) : mean_(mean), std_(std) {}

  const char* name() const override { return "normalize"; }
  absl::Status Accepts(const Shape&) const override { return absl::OkStatus(); }
  void Apply(const SampleDraw&, const Shape& shape,
             float* sample) const override {
    const int64_t size = shape.size();
    for (int64_t i = 0; i < size; ++i) sample[i] = (sample[i] - mean_) / std_;
  }

 private:
  const float mean_, std_;
};

}  // namespace

TransformDef NormalizeDef() {
  constexpr double kLargest = std::numeric_limits<float>::max();
  constexpr double kSmallest = std::numeric_limits<float>::min();
  Schema schema("transform", "normalize", "Subtracts mean, divides by std.");
  schema
      .Float("mean", 0.286, -kLargest, kLargest, "",
             "what becomes 0; the default is Fashion-MNIST's")
      .Float("std", 0.353, kSmallest, kLargest, "",
             "what becomes 1; the default is Fashion-MNIST's");
  return {std::move(schema),
          [](const Attrs& attrs) -> std::unique_ptr<Transform> {
            return std::make_unique<Normalize>(
                static_cast<float>(attrs.Float("mean")),
                static_cast<float>(attrs.Float("std")));
          }};
}

}  // namespace synfire
