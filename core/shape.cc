#include "core/shape.h"

#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {

int64_t Shape::size() const {
  int64_t product = 1;
  for (int64_t dim : dims_) product *= dim;
  return product;
}

absl::StatusOr<int64_t> Shape::CheckedSize() const {
  int64_t product = 1;
  for (int64_t dim : dims_) {
    if (dim < 0 || __builtin_mul_overflow(product, dim, &product)) {
      return UserError("shape ", ToString(), " is negative or too large");
    }
  }
  return product;
}

std::string Shape::ToString() const {
  return absl::StrCat("[", absl::StrJoin(dims_, ","), "]");
}

absl::StatusOr<Shape> Shape::FromString(absl::string_view text) {
  absl::string_view body = text;
  if (!absl::ConsumePrefix(&body, "[") || !absl::ConsumeSuffix(&body, "]")) {
    return UserError("'", text, "' is no shape; expected a list such as [2,3]");
  }
  std::vector<int64_t> dims;
  if (body.empty()) return Shape(dims);
  for (absl::string_view part : absl::StrSplit(body, ',')) {
    int64_t dim;
    if (!absl::SimpleAtoi(part, &dim) || dim < 0) {
      return UserError("'", part, "' in '", text, "' is no dimension");
    }
    dims.push_back(dim);
  }
  return Shape(dims);
}

}  // namespace synfire
