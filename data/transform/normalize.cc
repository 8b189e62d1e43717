#include "data/transform/normalize.h"

#include <limits>
#include <utility>
#include <vector>

namespace synfire {
namespace {

using Numbers = std::vector<float>;

class Normalize : public Transform {
 public:
  Normalize(Numbers mean, Numbers std)
      : mean_(std::move(mean)), std_(std::move(std)) {}

  const char* name() const override { return "normalize"; }

  absl::Status Accepts(const Shape& shape) const override {
    SYNFIRE_RETURN_IF_ERROR(CheckLength("mean", mean_, shape));
    return CheckLength("std", std_, shape);
  }

  void Apply(const SampleDraw&, const Shape& shape,
             float* sample) const override {
    const int64_t size = shape.size();
    if (mean_.size() == 1 && std_.size() == 1) {
      const float mean = mean_[0], std = std_[0];
      for (int64_t i = 0; i < size; ++i) sample[i] = (sample[i] - mean) / std;
      return;
    }
    const int64_t channels = shape[shape.rank() - 1];
    const int64_t mean_step = mean_.size() > 1, std_step = std_.size() > 1;
    for (int64_t first = 0; first < size; first += channels) {
      for (int64_t c = 0; c < channels; ++c) {
        float& value = sample[first + c];
        value = (value - mean_[c * mean_step]) / std_[c * std_step];
      }
    }
  }

 private:
  static absl::Status CheckLength(const char* attribute, const Numbers& numbers,
                                  const Shape& shape) {
    const int64_t length = static_cast<int64_t>(numbers.size());
    const int64_t channels = shape.rank() > 0 ? shape[shape.rank() - 1] : 1;
    if (length == 1 || length == channels) return absl::OkStatus();
    return UserError("normalize: ", attribute, " holds ", length,
                     " numbers, samples ", shape.ToString(), " have ", channels,
                     channels == 1 ? " channel" : " channels",
                     "; expected one number a channel, or one for all");
  }

  const Numbers mean_, std_;
};

Numbers Narrow(const std::vector<double>& numbers) {
  return Numbers(numbers.begin(), numbers.end());
}

AttrDef PerChannel(std::string name, double fallback, double min,
                   std::string doc) {
  AttrDef def{std::move(name), AttrType::kFloats, std::move(doc),
              AttrValue(fallback)};
  def.min = min;
  def.max = std::numeric_limits<float>::max();
  return def;
}

}  // namespace

TransformDef NormalizeDef() {
  Schema schema("transform", "normalize",
                "Subtracts mean, divides by std, of each channel.");
  schema
      .Attr(PerChannel("mean", 0.286, -std::numeric_limits<float>::max(),
                       "what becomes 0; the default is Fashion-MNIST's"))
      .Attr(PerChannel("std", 0.353, std::numeric_limits<float>::min(),
                       "what becomes 1; the default is Fashion-MNIST's"));
  return {std::move(schema),
          [](const Attrs& attrs) -> std::unique_ptr<Transform> {
            return std::make_unique<Normalize>(Narrow(attrs.Floats("mean")),
                                               Narrow(attrs.Floats("std")));
          }};
}

}  // namespace synfire
