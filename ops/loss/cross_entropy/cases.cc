#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs, int64_t rows, int64_t classes,
            double deviation) {
  return {"cross_entropy",
          std::move(name),
          std::move(attrs),
          {{Type{DType::kF32, Shape{rows, classes}}.ToString(),
            Fill::Normal(0, deviation)},
           {Type{DType::kI64, Shape{rows}}.ToString(),
            Fill::Integers(0, classes)}}};
}

OpCase Large(OpCase op_case) {
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("ten_classes", "", 7, 10, 2),
    Case("smoothed", "label_smoothing = 0.1", 5, 11, 2),
    Case("uniform_target", "label_smoothing = 1", 5, 3, 2),
    Case("one_class", "", 4, 1, 2),
    Case("one_row", "", 1, 33, 2),
    Case("far_apart", "", 6, 10, 200),
    Large(Case("imagenet", "label_smoothing = 0.1", 256, 1000, 2)),
});

}  // namespace
}  // namespace synfire
