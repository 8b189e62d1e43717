#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

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
  const int64_t steps = op_case.steps;
  KernelProblem problem = ProblemOf(built->graph, node);
  problem.steps = 1;
  std::vector<const Bytes*> inputs = InputsOf(node, *values);
  std::vector<Bytes> slices(inputs.size()), state(inputs.size()),
      gathered(node.outputs.size());
  for (int64_t t = 0; t < steps; ++t) {
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (!problem.has_input(i) || !problem.input(i).temporal()) continue;
      slices[i] = Slice((*values)[node.inputs[i]], t, steps);
      inputs[i] = &slices[i];
    }
    const auto kernel = MakeFunctionKernel(problem, op.reference());
    absl::StatusOr<std::vector<Bytes>> outputs =
        RunGuarded(problem, *kernel, inputs);
    ASSERT_TRUE(outputs.ok())
        << "step " << t << ": " << outputs.status().message();
    for (size_t i = 0; i < outputs->size(); ++i) {
      const bool carried = std::any_of(
          op.carried().begin(), op.carried().end(),
          [i](const auto& pair) { return pair.second == static_cast<int>(i); });
      Gather(problem.output(i), carried, (*outputs)[i], &gathered[i]);
    }
    for (const auto& pair : op.carried()) {
      const size_t port = pair.first;
      if (inputs.size() <= port) {
        inputs.resize(port + 1, nullptr);
        slices.resize(port + 1);
        state.resize(port + 1);
        problem.inputs.resize(port + 1);
      }
      state[port] = (*outputs)[pair.second];
      inputs[port] = &state[port];
      problem.inputs[port] = problem.outputs[pair.second];
    }
  }
  for (size_t i = 0; i < gathered.size(); ++i) {
    EXPECT_EQ(Difference(problem.output(i).dtype, gathered[i],
                         (*values)[node.outputs[i]], 0),
              "")
        << "output " << op.outputs()[i].name;
  }
}

}  // namespace synfire
