#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Enough for about half of the steps to fire.
const Fill kCurrent = Fill::Normal(0.5, 1);

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs, int64_t steps = 5) {
  OpCase c;
  c.op = std::move(op);
  c.name = std::move(name);
  c.attrs = std::move(attrs);
  c.inputs = std::move(inputs);
  c.steps = steps;
  // The step has no derivative that differences could show; the cases that
  // are smooth have.
  c.gradient = c.attrs.find("smooth = true") != std::string::npos;
  return c;
}

// One step: the harness unrolls by the state that is not there.  No gradient
// comes back through it either.
OpCase NotKept(OpCase c) {
  c.fixed_outputs = {"v"};
  return c;
}

OpCase Benchmark(std::string op, std::string name, std::string attrs,
                 std::vector<CaseInput> inputs, int64_t steps) {
  OpCase c = Case(std::move(op), std::move(name), std::move(attrs),
                  std::move(inputs), steps);
  c.benchmark_only = true;
  return c;
}

// For a neuron with the given learned inputs between x and first_v.
std::vector<OpCase> CasesOf(const std::string& op,
                            const std::vector<CaseInput>& learned) {
  const auto inputs = [&](std::vector<CaseInput> all,
                          std::vector<CaseInput> after = {}) {
    all.insert(all.end(), learned.begin(), learned.end());
    all.insert(all.end(), after.begin(), after.end());
    return all;
  };
  const CaseInput still{"f32[2,3,3,5]", kCurrent};
  const CaseInput odd{"f32 t[2,3,3,5]", kCurrent};
  const CaseInput one{"f32 t[1]", kCurrent};
  const CaseInput chunks{"f32 t[3,29,101]", kCurrent};
  const CaseInput empty{"f32 t[0,7]", kCurrent};
  const CaseInput large{"f32 t[32,28,28,128]", kCurrent};
  const CaseInput small{"f32 t[16,14,14,64]", kCurrent};
  return {
      Case(op, "plain", "", inputs({odd})),
      Case(op, "still_image", "", inputs({still})),
      Case(op, "one_neuron", "", inputs({one})),
      Case(op, "no_neuron", "", inputs({empty})),
      Case(op, "one_step", "", inputs({odd}), 1),
      Case(op, "several_chunks", "detach_reset = true", inputs({chunks}), 4),
      Case(op, "soft_reset", "v_reset = none", inputs({odd})),
      Case(op, "low_reset", "v_reset = -0.3, v_threshold = 0.7", inputs({odd})),
      Case(op, "first_state", "", inputs({odd}, {{"f32[2,3,3,5]"}})),
      NotKept(Case(op, "state_not_kept", "keep_state = false", inputs({chunks}),
                   1)),
      Case(op, "truncated", "detach_every = 2", inputs({odd})),
      Case(op, "smooth", "smooth = true", inputs({odd}, {{"f32[2,3,3,5]"}})),
      Case(op, "smooth_still_image",
           "smooth = true, surrogate = sigmoid, v_reset = -0.2",
           inputs({still})),
      Case(op, "smooth_soft_reset",
           "smooth = true, v_reset = none, surrogate = erf", inputs({odd})),
      Benchmark(op, "steps4", "detach_reset = true", inputs({large}), 4),
      Benchmark(op, "steps16", "detach_reset = true", inputs({small}), 16),
      Benchmark(op, "steps4_sigmoid",
                "detach_reset = true, surrogate = sigmoid", inputs({large}), 4),
  };
}

const OpCaseList if_cases(CasesOf("if", {}));
const OpCaseList lif_cases(CasesOf("lif", {}));
const OpCaseList lif_more({
    Case("lif", "tau", "tau = 3.7, decay_input = false",
         {{"f32 t[4,33]", kCurrent}}),
    Case("lif", "smooth_tau",
         "tau = 3.7, decay_input = false, v_reset = 0.1, smooth = true",
         {{"f32 t[4,9]", kCurrent}}),
});
const OpCaseList plif_cases(CasesOf("plif", {{"f32[]"}}));
const OpCaseList plif_more({
    Case("plif", "smooth_whole_input",
         "decay_input = false, v_reset = 0.1, smooth = true",
         {{"f32 t[4,9]", kCurrent}, {"f32[]"}}),
});

}  // namespace
}  // namespace synfire
