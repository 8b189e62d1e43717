#include <utility>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Temporal(OpCase c) {
  c.steps = 3;
  return c;
}

// Of an op without a gradient builder, or with differences that say nothing.
OpCase Backward(OpCase c) {
  c.steps = 3;
  c.gradient = false;
  return c;
}

// Sums that differ by their order alone may be rounded to neighbours.
OpCase RoundedResult(OpCase c) {
  c.tolerance = 1e-3;
  return Backward(std::move(c));
}

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const OpCaseList linear({
    {"linear", "plain", "", {{"f32[3,5]"}, {"f32[4,5]"}}},
    {"linear", "one_feature", "", {{"f32[2,1]"}, {"f32[1,1]"}, {"f32[1]"}}},
    Temporal({"linear",
              "spikes_bias",
              "",
              {{"f32 t[5,67]", Fill::Spikes(0.2)},
               {"f32[33,67]", Fill::Normal(0, 0.1)},
               {"f32[33]"}}}),
    // Its gradient goes straight through the rounding, which no difference
    // shows.
    Backward({"linear",
              "bf16",
              "operands = bf16",
              {{"f32 t[5,67]"}, {"f32[33,67]"}, {"f32[33]"}}}),
    RoundedResult({"linear",
                   "bf16_result",
                   "operands = bf16, result = bf16",
                   {{"f32 t[5,67]"}, {"f32[33,67]"}, {"f32[33]"}}}),
    Real({"linear",
          "head_512_1000",
          "",
          {{"f32 t[64,512]"},
           {"f32[1000,512]", Fill::Normal(0, 0.03)},
           {"f32[1000]"}}}),
    Real({"linear",
          "spikes_6272_512",
          "",
          {{"f32 t[64,6272]", Fill::Spikes(0.1)},
           {"f32[512,6272]", Fill::Normal(0, 0.01)}}}),
});

const OpCaseList gradients({
    Backward({"linear_grad_input",
              "temporal",
              "",
              {{"f32 t[5,33]"}, {"f32[33,67]"}}}),
    Backward({"linear_grad_input", "static", "", {{"f32[1,3]"}, {"f32[3,2]"}}}),
    Backward({"linear_grad_weight",
              "temporal",
              "",
              {{"f32 t[5,67]", Fill::Spikes(0.2)}, {"f32 t[5,33]"}}}),
    Backward({"linear_grad_weight",
              "bf16",
              "operands = bf16",
              {{"f32 t[5,67]"}, {"f32 t[5,33]"}}}),
    Backward(
        {"linear_grad_weight", "static_x", "", {{"f32[5,6]"}, {"f32 t[5,3]"}}}),
    Real({"linear_grad_weight",
          "spikes_6272_512",
          "",
          {{"f32 t[64,6272]", Fill::Spikes(0.1)}, {"f32 t[64,512]"}}}),
});

}  // namespace
}  // namespace synfire
