#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Linear between the places where two taps of a window tie, so a tiny step
// loses no accuracy and crosses none.
OpCase Pool(OpCase c, int64_t steps) {
  c.steps = steps;
  c.epsilon = 1e-7;
  return c;
}

// Without padding: a tap chosen at random must lie inside the image.
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

const OpCaseList max_pool2d({
    Pool({"max_pool2d", "halves", "kernel = 2", {{"f32[2,6,4,3]"}}}, 1),
    Pool({"max_pool2d",
          "overlapping_pad1",
          "kernel = 3, stride = 2, pad = 1",
          {{"f32 t[2,7,6,19]"}}},
         3),
    Pool({"max_pool2d", "rest_is_left_out", "kernel = 2", {{"f32[1,5,7,2]"}}},
         1),
    Pool({"max_pool2d",
          "unequal_axes",
          "kernel = [3, 2], stride = [1, 3], pad = [1, 0]",
          {{"f32 t[1,5,8,2]"}}},
         2),
    Backward({"max_pool2d",
              "ties_of_spikes",
              "kernel = 3, stride = 2, pad = 1",
              {{"f32 t[2,7,7,8]", Fill::Spikes(0.3)}}},
             3),
    Real({"max_pool2d",
          "stem_112_64",
          "kernel = 3, stride = 2, pad = 1",
          {{"f32 t[8,112,112,64]", Fill::Spikes(0.2)}}}),
});

const OpCaseList max_pool2d_grad({
    Backward({"max_pool2d_grad",
              "halves",
              "kernel = 2, size = [6, 4]",
              {{"f32[2,3,2,3]"}, {"u8[2,3,2,3]", Fill::Integers(0, 4)}}},
             1),
    Backward({"max_pool2d_grad",
              "overlapping",
              "kernel = 3, stride = 2, size = [8, 7]",
              {{"f32 t[2,3,3,19]"}, {"u8 t[2,3,3,19]", Fill::Integers(0, 9)}}},
             3),
    Real({"max_pool2d_grad",
          "halves_128_28x28",
          "kernel = 2, size = 28",
          {{"f32 t[64,14,14,128]"},
           {"u8 t[64,14,14,128]", Fill::Integers(0, 4)}}}),
});

}  // namespace
}  // namespace synfire
