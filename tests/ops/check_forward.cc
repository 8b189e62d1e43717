#include <gtest/gtest.h>

#include <memory>

#include "tests/ops/case_graph.h"
#include "tests/ops/checks.h"

namespace synfire {
namespace {

void CheckForwardIn(const OpRegistry& registry, const OpCase& op_case,
                    DType real, uint64_t seed) {
  SCOPED_TRACE(std::string(Name(real)));
  const absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, real, seed);
  ASSERT_TRUE(built.ok()) << built.status().message();
  const absl::StatusOr<std::vector<Bytes>> values =
      Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();

  const Node& node = built->graph.node(built->node);
  const KernelProblem problem = ProblemOf(built->graph, node);
  const auto kernel = MakeFunctionKernel(problem, node.op->reference());
  for (const auto& pairs : InPlaceChoices(problem)) {
    const absl::StatusOr<std::vector<Bytes>> in_place =
        RunGuarded(problem, *kernel, InputsOf(node, *values), pairs);
    ASSERT_TRUE(in_place.ok()) << "in place: " << in_place.status().message();
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      EXPECT_TRUE((*in_place)[i] == (*values)[node.outputs[i]])
          << "in place, output " << node.op->outputs()[i].name << " differs";
    }
  }
}

}  // namespace

void CheckForward(const OpRegistry& registry, const OpCase& op_case,
                  uint64_t seed) {
  CheckForwardIn(registry, op_case, DType::kF32, seed);
  CheckForwardIn(registry, op_case, DType::kF64, seed);
}

}  // namespace synfire
