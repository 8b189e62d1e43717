#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_join.h"
#include "tests/ops/case_graph.h"
#include "tests/ops/checks.h"
#include "tests/ops/compare.h"

namespace synfire {
namespace {

// Holds `kernel` against the values that the reference computed.
void CheckOne(const OpCase& op_case, const KernelProblem& problem,
              const Node& node, const std::vector<Bytes>& values,
              Kernel& kernel,
              const std::vector<std::pair<int, int>>& in_place) {
  SCOPED_TRACE(in_place.empty() ? "" : "in place");
  const absl::StatusOr<std::vector<Bytes>> outputs =
      RunGuarded(problem, kernel, InputsOf(node, values), in_place);
  ASSERT_TRUE(outputs.ok()) << outputs.status().message();
  for (size_t i = 0; i < outputs->size(); ++i) {
    const std::string difference =
        Difference(problem.output(i).dtype, (*outputs)[i],
                   values[node.outputs[i]], op_case.tolerance);
    EXPECT_EQ(difference, "") << "output " << node.op->outputs()[i].name;
  }
}

}  // namespace

void CheckKernels(const OpRegistry& registry, const OpCase& op_case,
                  uint64_t seed) {
  absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, DType::kF32, seed);
  ASSERT_TRUE(built.ok()) << built.status().message();
  const std::vector<bool> needs = DifferentiableInputs(op_case, *built);
  const bool differentiable =
      std::find(needs.begin(), needs.end(), true) != needs.end();
  if (differentiable && built->graph.node(built->node).op->gradient()) {
    const auto weights = AddOutputGradients(op_case, seed, &*built);
    ASSERT_TRUE(weights.ok()) << weights.status().message();
    const auto gradients = AddGradient(*weights, needs, &*built);
    ASSERT_TRUE(gradients.ok()) << gradients.status().message();
  }
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();

  int accepted = 0;
  std::vector<std::string> refusals;
  for (NodeId id = 0; id < built->graph.num_nodes(); ++id) {
    const Node& node = built->graph.node(id);
    const KernelProblem problem = ProblemOf(built->graph, node);
    std::vector<KernelCandidate> candidates =
        registry.Candidates(node.op->name());
    candidates.pop_back();  // the reference
    for (const KernelCandidate& candidate : candidates) {
      SCOPED_TRACE(absl::StrCat(node.op->name(), " by ", candidate.name));
      KernelOrRefusal kernel = candidate.make(problem);
      if (!kernel.ok()) {
        refusals.push_back(
            absl::StrCat(node.op->name(), ": ", candidate.name,
                         " refused: ", kernel.status().message()));
        continue;
      }
      ++accepted;
      CheckOne(op_case, problem, node, *values, **kernel, {});
      for (const auto& pairs : InPlaceChoices(problem)) {
        CheckOne(op_case, problem, node, *values, **kernel, pairs);
      }
    }
  }
  if (accepted > 0) return;
  GTEST_SKIP() << (refusals.empty() ? "there is only the reference kernel"
                                    : absl::StrJoin(refusals, "\n"));
}

}  // namespace synfire
