#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Temporal(OpCase op_case, int64_t steps) {
  op_case.steps = steps;
  return op_case;
}

OpCase Large(OpCase op_case) {
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    {"scale", "static", "factor = -0.3", {{"f32[3,7]"}}},
    {"scale", "zero", "factor = 0", {{"f32[3,7]"}}},
    Temporal({"scale", "temporal", "factor = 0.25", {{"f32 t[2,3,3,5]"}}}, 4),
    Large({"scale", "large", "factor = 0.25", {{"f32[128,28,28,128]"}}}),
});

}  // namespace
}  // namespace synfire
