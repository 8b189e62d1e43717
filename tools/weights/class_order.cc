#include "tools/weights/class_order.h"

#include <algorithm>
#include <numeric>

#include "core/spec/nearest_name.h"

namespace synfire {

absl::StatusOr<ClassOrder> ClassOrderFromName(absl::string_view name) {
  if (name == "number") return ClassOrder::kNumber;
  if (name == "text") return ClassOrder::kText;
  return UserError("'", name, "' is no order of classes",
                   Suggestion(name, {"number", "text"}));
}

std::vector<int64_t> ClassesOfRows(ClassOrder order, int64_t classes) {
  std::vector<int64_t> result(static_cast<size_t>(classes));
  std::iota(result.begin(), result.end(), 0);
  if (order == ClassOrder::kText) {
    std::sort(result.begin(), result.end(), [](int64_t a, int64_t b) {
      return std::to_string(a) < std::to_string(b);
    });
  }
  return result;
}

absl::StatusOr<std::string> ClassifierOf(
    const std::vector<ModelLayer>& layers) {
  for (size_t i = layers.size(); i-- > 0;) {
    if (layers[i].op == "linear") return layers[i].path;
  }
  return UserError(
      "--class-order text: the model has no linear layer whose rows are "
      "classes");
}

}  // namespace synfire
