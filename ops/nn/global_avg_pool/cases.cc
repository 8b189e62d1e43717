#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(OpCase c, int64_t steps) {
  c.steps = steps;
  return c;
}

OpCase Backward(OpCase c, int64_t steps) {
  c.steps = steps;
  c.gradient = false;  // no builder
  return c;
}

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const OpCaseList global_avg_pool({
    Case({"global_avg_pool", "static", "", {{"f32[2,5,3,4]"}}}, 1),
    Case({"global_avg_pool", "temporal", "", {{"f32 t[3,4,7,35]"}}}, 3),
    Case({"global_avg_pool", "one_position", "", {{"f32 t[2,1,1,3]"}}}, 2),
    Real({"global_avg_pool",
          "512_7x7",
          "",
          {{"f32 t[64,7,7,512]", Fill::Spikes(0.2)}}}),
    Backward({"global_avg_pool_grad", "static", "size = 3", {{"f32[2,4]"}}}, 1),
    Backward({"global_avg_pool_grad",
              "temporal",
              "size = [4, 7]",
              {{"f32 t[3,35]"}}},
             3),
});

}  // namespace
}  // namespace synfire
