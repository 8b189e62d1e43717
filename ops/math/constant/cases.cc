#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs) {
  OpCase op_case{"constant", std::move(name), std::move(attrs), {}};
  op_case.gradient = false;
  return op_case;
}

const OpCaseList cases({
    Case("number", "value = 1, shape = []"),
    Case("f64", "value = -0.5, shape = [3, 5], dtype = f64"),
    Case("empty", "value = 2, shape = [0, 5]"),
});

}  // namespace
}  // namespace synfire
