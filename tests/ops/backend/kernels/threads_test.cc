// No result of the CPU's own kernels depends on the number of threads.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "core/parallel.h"
#include "graph/op/registry.h"
#include "ops/all_ops.h"
#include "tests/ops/case_graph.h"
#include "tests/ops/evaluate.h"
#include "tests/ops/op_case.h"

namespace synfire {
namespace {

constexpr uint64_t kSeed = 5;

// What `candidate` computes with so many threads; empty if it refuses.
std::vector<Bytes> OutputsWith(int threads, const KernelCandidate& candidate,
                               const KernelProblem& problem,
                               const std::vector<const Bytes*>& inputs) {
  SetNumThreads(threads);
  const KernelOrRefusal kernel = candidate.make(problem);
  if (!kernel.ok()) return {};
  const auto outputs = RunGuarded(problem, **kernel, inputs);
  EXPECT_TRUE(outputs.ok()) << outputs.status().message();
  return outputs.ok() ? *outputs : std::vector<Bytes>{};
}

TEST(Threads, DoNotChangeAResult) {
  const OpRegistry& registry = AllOps().ops;
  const int threads_before = NumThreads();
  int compared = 0;
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    SCOPED_TRACE(op_case.op + "/" + op_case.name);
    const auto built = BuildCase(registry, op_case, DType::kF32, kSeed);
    ASSERT_TRUE(built.ok()) << built.status().message();
    const Node& node = built->graph.node(built->node);
    const KernelProblem problem = ProblemOf(built->graph, node);
    std::vector<const Bytes*> inputs;
    for (const ValueId id : node.inputs) {
      inputs.push_back(id == kNone
                           ? nullptr
                           : &built->given.at(built->graph.value(id).name));
    }
    for (const KernelCandidate& candidate : registry.Candidates(op_case.op)) {
      if (!absl::StartsWith(candidate.name, "cpu:") &&
          !absl::StartsWith(candidate.name, "winograd:") &&
          !absl::StartsWith(candidate.name, "product:")) {
        continue;
      }
      SCOPED_TRACE(candidate.name);
      const auto alone = OutputsWith(1, candidate, problem, inputs);
      for (const int threads : {2, 3, 7}) {
        EXPECT_EQ(OutputsWith(threads, candidate, problem, inputs), alone)
            << threads << " threads";
      }
      compared += !alone.empty();
    }
  }
  SetNumThreads(threads_before);
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace synfire
