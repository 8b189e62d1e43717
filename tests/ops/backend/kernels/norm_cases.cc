#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Finite differences of larger sizes would say no more of the builders.
OpCase Norm(OpCase c) {
  c.steps = 2;
  c.gradient = false;
  c.fixed_outputs = {"mean", "variance"};
  return c;
}

OpCase Backward(OpCase c) {
  c.steps = 2;
  c.gradient = false;
  return c;
}

const OpCaseList norms({
    Norm({"batch_norm",
          "one_channel",
          "",
          {{"f32 t[9,1]"}, {"f32[1]"}, {"f32[1]"}}}),
    // More rows than one chunk of work.
    Norm({"batch_norm",
          "many_rows",
          "",
          {{"f32 t[17,12,13,17]", Fill::Normal(2, 0.5)},
           {"f32[17]"},
           {"f32[17]"}}}),
    Norm({"batch_norm",
          "mean_far_from_zero",
          "",
          {{"f32 t[64,33]", Fill::Normal(1000, 1)}, {"f32[33]"}, {"f32[33]"}}}),
    Norm({"batch_norm",
          "spikes",
          "",
          {{"f32 t[8,5,5,48]", Fill::Spikes(0.1)}, {"f32[48]"}, {"f32[48]"}}}),
    Norm({"batch_norm",
          "more_channels_than_a_chunk",
          "",
          {{"f32 t[3,20000]"}, {"f32[20000]"}, {"f32[20000]"}}}),
    Backward({"batch_norm_grad",
              "many_rows",
              "",
              {{"f32 t[17,12,13,17]"},
               {"f32 t[17,12,13,17]", Fill::Normal(2, 0.5)},
               {"f32[17]"},
               {"f32[17]", Fill::Normal(2, 0.1)},
               {"f32[17]", Fill::Uniform(0.2, 0.3)}}}),
    Backward({"norm_apply",
              "many_rows",
              "",
              {{"f32 t[17,12,13,17]"},
               {"f32[17]"},
               {"f32[17]"},
               {"f32[17]", Fill::Normal(), false},
               {"f32[17]", Fill::Uniform(0.5, 2), false}}}),
    Backward({"norm_apply_grad",
              "many_rows",
              "",
              {{"f32 t[17,12,13,17]"},
               {"f32 t[17,12,13,17]", Fill::Normal(2, 0.5)},
               {"f32[17]"},
               {"f32[17]", Fill::Normal(2, 0.1)},
               {"f32[17]", Fill::Uniform(0.2, 0.3)}}}),
});

}  // namespace
}  // namespace synfire
