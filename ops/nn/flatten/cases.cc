#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(OpCase c, int64_t steps) {
  c.steps = steps;
  return c;
}

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const OpCaseList flatten({
    Case({"flatten", "images", "", {{"f32[2,5,3,4]"}}}, 1),
    Case({"flatten", "images_temporal", "", {{"f32 t[3,4,7,5]"}}}, 3),
    Case({"flatten", "features", "", {{"f32 t[3,7]"}}}, 2),
    Case({"unflatten", "static", "shape = [5, 3, 4]", {{"f32[2,60]"}}}, 1),
    Case({"unflatten", "temporal", "shape = [4, 7, 5]", {{"f32 t[3,140]"}}}, 3),
    Real({"flatten", "128_7x7", "", {{"f32 t[64,7,7,128]"}}}),
    Real({"unflatten", "128_7x7", "shape = [7, 7, 128]", {{"f32 t[64,6272]"}}}),
});

}  // namespace
}  // namespace synfire
