#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, int64_t rows, int64_t classes) {
  return {"mse_rate",
          std::move(name),
          "",
          {{Type{DType::kF32, Shape{rows, classes}}.ToString(),
            Fill::Uniform(0, 1)},
           {Type{DType::kI64, Shape{rows}}.ToString(),
            Fill::Integers(0, classes)}}};
}

OpCase Large(OpCase op_case) {
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("ten_classes", 7, 10),
    Case("one_row", 1, 11),
    Case("one_class", 3, 1),
    Large(Case("imagenet", 256, 1000)),
});

}  // namespace
}  // namespace synfire
