#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "tests/ops/case_graph.h"
#include "tests/ops/checks.h"
#include "tests/ops/compare.h"

namespace synfire {
namespace {

Bytes Slice(const Bytes& bytes, int64_t step, int64_t steps) {
  const int64_t size = static_cast<int64_t>(bytes.size()) / steps;
  return Bytes(bytes.begin() + step * size, bytes.begin() + (step + 1) * size);
}

// What one output has become over the steps so far.
void Gather(const Type& type, bool carried, const Bytes& step, Bytes* so_far) {
  if (type.temporal()) {
    so_far->insert(so_far->end(), step.begin(), step.end());
  } else if (carried || so_far->empty()) {
    *so_far = step;
  } else {
    std::vector<double> total = ToDoubles(type.dtype, *so_far);
    const std::vector<double> addend = ToDoubles(type.dtype, step);
    for (size_t i = 0; i < total.size(); ++i) total[i] += addend[i];
    *so_far = FromDoubles(type.dtype, total);
  }
}

// The node's problem in one step, as the unroller makes it: temporal inputs are
// single steps, static like all others, and a scan is told so.  `state` holds
// what a scan carries, by input; it is empty in the first step.
absl::StatusOr<KernelProblem> ProblemOfStep(
    const KernelProblem& whole, const std::map<int, KernelArgument>& state) {
  KernelProblem problem = whole;
  if (whole.op->unrolling() == Unrolling::kScan) {
    problem.attrs.Set("single_step", true);
  }
  for (const auto& [input, argument] : state) {
    if (static_cast<int>(problem.inputs.size()) <= input) {
      problem.inputs.resize(input + 1);
    }
    problem.inputs[input] = argument;
  }
  std::vector<const Type*> types;
  for (std::optional<KernelArgument>& input : problem.inputs) {
    if (input.has_value()) input->type.time = Time::kStatic;
    types.push_back(input.has_value() ? &input->type : nullptr);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Type> outputs,
                           whole.op->Infer(problem.attrs, whole.steps, types));
  for (size_t i = 0; i < outputs.size(); ++i) {
    problem.outputs[i].type = outputs[i];
  }
  return problem;
}

bool IsCarried(const OpDef& op, int output) {
  return std::any_of(
      op.carried().begin(), op.carried().end(),
      [output](const auto& pair) { return pair.second == output; });
}

}  // namespace

void CheckUnrolled(const OpRegistry& registry, const OpCase& op_case,
                   uint64_t seed) {
  const absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, DType::kF32, seed);
  ASSERT_TRUE(built.ok()) << built.status().message();
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();

  const Node& node = built->graph.node(built->node);
  const OpDef& op = *node.op;
  const KernelProblem whole = ProblemOf(built->graph, node);
  std::map<int, KernelArgument> state;
  std::map<int, Bytes> state_bytes;
  std::vector<Bytes> gathered(node.outputs.size());
  for (int64_t t = 0; t < whole.steps; ++t) {
    const auto problem = ProblemOfStep(whole, state);
    if (!problem.ok()) GTEST_SKIP() << problem.status().message();
    std::vector<const Bytes*> inputs = InputsOf(node, *values);
    inputs.resize(problem->inputs.size(), nullptr);
    std::vector<Bytes> slices(inputs.size());
    for (size_t i = 0; i < whole.inputs.size(); ++i) {
      if (!whole.has_input(i) || !whole.input(i).temporal()) continue;
      slices[i] = Slice(*inputs[i], t, whole.steps);
      inputs[i] = &slices[i];
    }
    for (const auto& [input, bytes] : state_bytes) inputs[input] = &bytes;
    const auto kernel = MakeFunctionKernel(*problem, op.reference());
    absl::StatusOr<std::vector<Bytes>> outputs =
        RunGuarded(*problem, *kernel, inputs);
    ASSERT_TRUE(outputs.ok())
        << "step " << t << ": " << outputs.status().message();
    for (size_t i = 0; i < outputs->size(); ++i) {
      Gather(whole.output(i), IsCarried(op, i), (*outputs)[i], &gathered[i]);
    }
    for (const auto& [input, output] : op.carried()) {
      state[input] = problem->outputs[output];
      state_bytes[input] = (*outputs)[output];
    }
  }
  for (size_t i = 0; i < gathered.size(); ++i) {
    // A state that is not kept is there while it is carried.
    if (IsAbsentOutput(whole, i)) continue;
    EXPECT_EQ(Difference(whole.output(i).dtype, gathered[i],
                         (*values)[node.outputs[i]], 0),
              "")
        << "output " << op.outputs()[i].name;
  }
}

}  // namespace synfire
