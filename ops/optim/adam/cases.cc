#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs, int64_t step,
            Fill scale = Fill::Absent(),
            const std::string& type = "f32[3,37]") {
  OpCase op_case{"adam", std::move(name), std::move(attrs), {}};
  op_case.inputs = {{type},
                    {type},
                    {type, Fill::Normal(0, 0.1)},
                    {type, Fill::Uniform(0, 0.1)},
                    {"f32[]", Fill::Uniform(0.001, 0.01)},
                    {"i64[]", Fill::Integers(step, step + 1)},
                    {"f32[]", scale}};
  op_case.gradient = false;  // nobody differentiates an update
  return op_case;
}

OpCase Large() {
  OpCase op_case = Case("large", "", 100, Fill::Absent(), "f32[512,512,3,3]");
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("first_step", "", 0),
    Case("late_step", "epsilon = 1e-3", 100000),
    Case("decay_scaled", "weight_decay = 0.1", 3, Fill::Uniform(0.1, 1)),
    Case("decoupled", "weight_decay = 0.1, decoupled = true", 3),
    Case("other_betas", "beta1 = 0, beta2 = 0.5", 1),
    Large(),
});

}  // namespace
}  // namespace synfire
