#include "tests/ops/op_case.h"

namespace synfire {
namespace {

CaseInput Statistic(const char* type, Fill fill = Fill::Normal()) {
  return {type, fill, false};  // a running average: no gradient by contract
}

OpCase Norm(std::string name, std::string attrs, const char* x,
            const char* channels, int64_t steps) {
  OpCase c{"norm_apply", std::move(name), std::move(attrs), {}};
  c.inputs = {{x},
              {channels},
              {channels},
              Statistic(channels),
              Statistic(channels, Fill::Uniform(0.5, 2))};
  c.steps = steps;
  return c;
}

OpCase Backward(std::string name, std::string attrs, const char* x,
                const char* channels, int64_t steps) {
  OpCase c{"norm_apply_grad", std::move(name), std::move(attrs), {}};
  c.inputs = {
      {x}, {x}, {channels}, {channels}, {channels, Fill::Uniform(0.5, 2)}};
  c.steps = steps;
  c.gradient = false;  // no builder
  return c;
}

OpCase Real(OpCase c) {
  c.benchmark_only = true;
  return c;
}

const OpCaseList norm_apply({
    Norm("features", "", "f32[7,3]", "f32[3]", 1),
    Norm("images_still", "", "f32[2,3,4,5]", "f32[5]", 3),
    Norm("images_temporal", "epsilon = 0.01", "f32 t[2,3,4,35]", "f32[35]", 3),
    Real(Norm("128_14x14", "", "f32 t[64,14,14,128]", "f32[128]", 4)),
    Backward("images_still", "", "f32[2,3,4,5]", "f32[5]", 3),
    Backward("images_temporal", "epsilon = 0.01", "f32 t[2,3,4,35]", "f32[35]",
             3),
    Real(Backward("128_14x14", "", "f32 t[64,14,14,128]", "f32[128]", 4)),
});

}  // namespace
}  // namespace synfire
