#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(OpCase c, int64_t steps) {
  c.steps = steps;
  c.gradient = false;  // no builder
  return c;
}

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const OpCaseList channel_sum({
    Case({"channel_sum", "one_axis", "", {{"f32[5]"}}}, 1),
    Case({"channel_sum", "images", "", {{"f32[2,3,4,67]"}}}, 1),
    Case({"channel_sum", "features_temporal", "", {{"f32 t[7,3]"}}}, 3),
    Real({"channel_sum", "128_14x14", "", {{"f32 t[64,14,14,128]"}}}),
});

}  // namespace
}  // namespace synfire
