#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string g, std::string residual,
            std::string shortcut, int64_t steps) {
  OpCase op_case{"connect", std::move(name), "g = " + g, {}};
  op_case.inputs = {{std::move(residual)}, {std::move(shortcut)}};
  op_case.steps = steps;
  return op_case;
}

OpCase Spikes(std::string name, std::string g) {
  OpCase op_case = Case(std::move(name), std::move(g), "f32 t[2,5,5,19]",
                        "f32 t[2,5,5,19]", 3);
  for (CaseInput& input : op_case.inputs) input.fill = Fill::Spikes(0.3);
  return op_case;
}

// Not among the gradients that the forward cases make.
OpCase AddGrad() {
  OpCase op_case{"connect_grad",
                 "add",
                 "g = ADD",
                 {{"f32 t[2,9]"}, {"f32 t[2,9]"}, {"f32[2,9]"}}};
  op_case.steps = 2;
  op_case.gradient = false;
  return op_case;
}

OpCase Large(std::string op, std::string name, int inputs) {
  OpCase op_case{std::move(op), std::move(name), "g = IAND", {}};
  op_case.inputs.assign(inputs, {"f32 t[32,28,28,128]", Fill::Spikes(0.2)});
  op_case.steps = 4;
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("add_mixed", "ADD", "f32 t[3,5]", "f32[3,5]", 4),
    Case("and_mixed", "AND", "f32[3,5]", "f32 t[3,5]", 4),
    Case("iand_mixed", "IAND", "f32 t[3,5]", "f32[3,5]", 4),
    Case("and_static", "AND", "f32[2,33]", "f32[2,33]", 1),
    Case("iand_static", "IAND", "f32[2,33]", "f32[2,33]", 4),
    Spikes("add_spikes", "ADD"),
    Spikes("and_spikes", "AND"),
    Spikes("iand_spikes", "IAND"),
    AddGrad(),
    Large("connect", "large", 2),
    Large("connect_grad", "large", 3),
});

}  // namespace
}  // namespace synfire
