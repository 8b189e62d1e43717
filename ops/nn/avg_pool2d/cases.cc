#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Temporal(OpCase c) {
  c.steps = 3;
  return c;
}

OpCase Backward(OpCase c) {
  c.steps = 3;
  c.gradient = false;  // no builder
  return c;
}

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const OpCaseList avg_pool2d({
    {"avg_pool2d", "halves", "kernel = 2", {{"f32[2,6,4,3]"}}},
    Temporal({"avg_pool2d",
              "overlapping_pad1",
              "kernel = 3, stride = 2, pad = 1",
              {{"f32 t[2,7,6,19]"}}}),
    Temporal({"avg_pool2d",
              "padding_not_counted",
              "kernel = 3, stride = 2, pad = 1, count_include_pad = false",
              {{"f32 t[2,7,6,5]"}}}),
    {"avg_pool2d",
     "unequal_axes",
     "kernel = [3, 2], stride = [1, 3], pad = [1, 0]",
     {{"f32[1,5,8,2]"}}},
    Real({"avg_pool2d",
          "halves_128_28x28",
          "kernel = 2",
          {{"f32 t[64,28,28,128]", Fill::Spikes(0.2)}}}),
});

const OpCaseList avg_pool2d_grad({
    Backward({"avg_pool2d_grad",
              "halves_static",
              "kernel = 2, size = [7, 4]",
              {{"f32[2,3,2,3]"}}}),
    Backward({"avg_pool2d_grad",
              "padding_not_counted",
              "kernel = 3, stride = 2, pad = 1, count_include_pad = false, "
              "size = [7, 6]",
              {{"f32 t[2,4,3,19]"}}}),
    Real({"avg_pool2d_grad",
          "halves_128_28x28",
          "kernel = 2, size = 28",
          {{"f32 t[64,14,14,128]"}}}),
});

}  // namespace
}  // namespace synfire
