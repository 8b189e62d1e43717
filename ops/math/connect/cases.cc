#include "tests/ops/op_case.h"

namespace synfire {
namespace {

const char* const kOdd = "f32 t[2,5,5,19]";
const char* const kWhole = "f32 t[2,7,9,24]";

OpCase Case(std::string name, std::string g, std::string residual,
            std::string shortcut, int64_t steps) {
  OpCase op_case{"connect", std::move(name), "g = " + g, {}};
  op_case.inputs = {{std::move(residual)}, {std::move(shortcut)}};
  op_case.steps = steps;
  return op_case;
}

OpCase Spikes(std::string name, std::string g, const char* type,
              const char* shortcut, Fill joined = Fill::Spikes(0.3)) {
  OpCase op_case = Case(std::move(name), std::move(g), type, shortcut, 3);
  op_case.inputs[0].fill = Fill::Spikes(0.3);
  op_case.inputs[1].fill = joined;
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
    Spikes("add_spikes", "ADD", kOdd, kOdd),
    Spikes("and_spikes", "AND", kOdd, kOdd),
    Spikes("iand_spikes", "IAND", kOdd, kOdd),
    // Channels in whole bytes: these are packed too.
    Spikes("add_packed", "ADD", kWhole, kWhole, Fill::Counts(0.3, 200)),
    Spikes("and_packed", "AND", kWhole, "f32[2,7,9,24]"),
    Spikes("iand_packed", "IAND", kWhole, kWhole),
    AddGrad(),
    Large("connect", "large", 2),
    Large("connect_grad", "large", 3),
});

}  // namespace
}  // namespace synfire
