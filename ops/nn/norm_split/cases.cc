#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs, int64_t steps) {
  OpCase c{std::move(op), std::move(name), std::move(attrs), std::move(inputs)};
  c.steps = steps;
  c.gradient = false;  // made after differentiation: no builders
  return c;
}

const Fill kVariance = Fill::Uniform(0.5, 2);

OpCase Moments(std::string name, std::string attrs, CaseInput x,
               const char* channels, int64_t steps) {
  return Case("norm_moments", std::move(name), std::move(attrs),
              {x, {channels}, {channels}}, steps);
}

OpCase InputGrad(std::string name, std::string attrs, const char* x,
                 const char* channels, int64_t steps) {
  return Case("norm_input_grad", std::move(name), std::move(attrs),
              {{x},
               {x},
               {channels},
               {channels},
               {channels, kVariance},
               {channels},
               {channels}},
              steps);
}

OpCase Real(OpCase c) {
  c.benchmark_only = true;
  return c;
}

const OpCaseList norm_split({
    Moments("features", "", {"f32[7,3]"}, "f32[3]", 1),
    Moments("images_still", "", {"f32[2,3,4,5]"}, "f32[5]", 3),
    Moments("images_temporal", "epsilon = 0.01",
            {"f32 t[2,3,4,35]", Fill::Normal(0.5, 2)}, "f32[35]", 3),
    // A mean that is large beside the deviation.
    Moments("offset", "", {"f32 t[8,4]", Fill::Normal(30, 1)}, "f32[4]", 2),
    Real(Moments("128_14x14", "", {"f32 t[64,14,14,128]"}, "f32[128]", 4)),
    Case("norm_factors", "channels", "epsilon = 0.01",
         {{"f32[5]"}, {"f32[5]"}, {"f32[5]"}, {"f32[5]", kVariance}}, 2),
    InputGrad("images_still", "", "f32[2,3,4,5]", "f32[5]", 3),
    InputGrad("images_temporal", "epsilon = 0.01", "f32 t[2,3,4,35]", "f32[35]",
              3),
    Real(InputGrad("128_14x14", "", "f32 t[64,14,14,128]", "f32[128]", 4)),
});

}  // namespace
}  // namespace synfire
