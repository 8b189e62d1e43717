#include "ops/nn/weight_init.h"

#include <cmath>

namespace synfire {

AttrDef WeightInitAttr() {
  AttrDef def{"init", AttrType::kCall, "initialiser of the weight"};
  def.fallback = absl::StrCat(
      "kaiming_uniform(fan = in, slope = ", ToText(std::sqrt(5.0)), ")");
  return def;
}

AttrDef BiasInitAttr() {
  AttrDef def{"bias_init", AttrType::kCall,
              "initialiser of the bias; none: uniform within 1/sqrt(fan_in)"};
  def.none_allowed = true;
  def.fallback = None();
  return def;
}

std::string BiasInit(const Attrs& attrs, const Shape& weight) {
  if (!attrs.IsNone("bias_init")) return attrs.String("bias_init");
  const double fan_in = static_cast<double>(weight.size() / weight[0]);
  return absl::StrCat("uniform(bound = ", ToText(1 / std::sqrt(fan_in)), ")");
}

absl::Status ExpectBiasInitUsed(const Attrs& attrs) {
  if (attrs.Bool("bias") || attrs.IsNone("bias_init")) return absl::OkStatus();
  return UserError("bias_init is given, but bias = false");
}

}  // namespace synfire
