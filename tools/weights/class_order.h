// The order of a classifier's rows.
//
// Who lists a data set's folders by name gets class 10 before class 2: the
// published weights for DVS Gesture, of 11 classes, have rows 0, 1, 10, 2, ...,
// 9.
#ifndef SYNFIRE_TOOLS_WEIGHTS_CLASS_ORDER_H_
#define SYNFIRE_TOOLS_WEIGHTS_CLASS_ORDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "tools/weights/model_layers.h"

namespace synfire {

enum class ClassOrder { kNumber, kText };

// "number", "text".
absl::StatusOr<ClassOrder> ClassOrderFromName(absl::string_view name);

// The class of each row: 0, 1, ..., or as the decimal numbers sort as text.
std::vector<int64_t> ClassesOfRows(ClassOrder order, int64_t classes);

// The path of the model's classifier, its last linear layer.
absl::StatusOr<std::string> ClassifierOf(const std::vector<ModelLayer>& layers);

// `rows`, equally long one after the other, with row r moved to the place of
// its class.  REQUIRES: the size is a multiple of classes.size().
template <typename T>
std::vector<T> RowsByClass(const std::vector<T>& rows,
                           const std::vector<int64_t>& classes) {
  const size_t length = rows.size() / classes.size();
  std::vector<T> moved(rows.size());
  for (size_t row = 0; row < classes.size(); ++row) {
    for (size_t i = 0; i < length; ++i) {
      moved[static_cast<size_t>(classes[row]) * length + i] =
          rows[row * length + i];
    }
  }
  return moved;
}

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_CLASS_ORDER_H_
