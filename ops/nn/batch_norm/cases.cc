#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Norm(OpCase c, int64_t steps) {
  c.steps = steps;
  c.fixed_outputs = {"mean", "variance"};  // of running averages alone
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

const OpCaseList batch_norm({
    Norm({"batch_norm", "features", "", {{"f32[7,3]"}, {"f32[3]"}, {"f32[3]"}}},
         1),
    Norm({"batch_norm",
          "images_still",
          "",
          {{"f32[2,3,4,5]"}, {"f32[5]"}, {"f32[5]"}}},
         3),
    Norm(
        {"batch_norm",
         "images_temporal",
         "epsilon = 0.01",
         {{"f32 t[2,3,4,35]", Fill::Normal(0.5, 2)}, {"f32[35]"}, {"f32[35]"}}},
        3),
    // A mean that is large beside the deviation.
    Norm({"batch_norm",
          "offset",
          "",
          {{"f32 t[8,4]", Fill::Normal(30, 1)}, {"f32[4]"}, {"f32[4]"}}},
         2),
    Real({"batch_norm",
          "128_14x14",
          "",
          {{"f32 t[64,14,14,128]"}, {"f32[128]"}, {"f32[128]"}}}),
});

const OpCaseList batch_norm_grad({
    Backward({"batch_norm_grad",
              "images_still",
              "",
              {{"f32[2,3,4,5]"},
               {"f32[2,3,4,5]"},
               {"f32[5]"},
               {"f32[5]"},
               {"f32[5]", Fill::Uniform(0.5, 2)}}},
             3),
    Backward({"batch_norm_grad",
              "images_temporal",
              "epsilon = 0.01",
              {{"f32 t[2,3,4,35]"},
               {"f32 t[2,3,4,35]"},
               {"f32[35]"},
               {"f32[35]"},
               {"f32[35]", Fill::Uniform(0.5, 2)}}},
             3),
    Real({"batch_norm_grad",
          "128_14x14",
          "",
          {{"f32 t[64,14,14,128]"},
           {"f32 t[64,14,14,128]"},
           {"f32[128]"},
           {"f32[128]"},
           {"f32[128]", Fill::Uniform(0.5, 2)}}}),
});

}  // namespace
}  // namespace synfire
