#include "tools/bench/phases.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "ops/all_ops.h"
#include "tests/data/test_files.h"
#include "tests/tools/bench/tiny_files.h"
#include "tools/bench/bench_step.h"

namespace synfire {
namespace {

// The phase of each op.
std::map<std::string, Phase> Phases(BenchMode mode) {
  const auto workload = ReadWorkload(
      WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel), {}, {}, AllOps());
  EXPECT_TRUE(workload.ok()) << workload.status();
  const auto step =
      BenchStep::Create(*workload, AllOps(), mode, /*batch=*/2, {},
                        SyntheticBatches(workload->model, /*seed=*/1));
  EXPECT_TRUE(step.ok()) << step.status();
  const Graph& graph = (*step)->network().executable->graph();
  const std::vector<Phase> phases = PhasesOf(graph);
  std::map<std::string, Phase> by_op;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    by_op[graph.node(id).op->name()] = phases[id];
  }
  return by_op;
}

TEST(PhasesOf, PartsATrainingStep) {
  auto phases = Phases(BenchMode::kTrain);
  EXPECT_EQ(phases.at("conv2d"), Phase::kForward);
  EXPECT_EQ(phases.at("cross_entropy"), Phase::kForward);
  EXPECT_EQ(phases.at("correct_count"), Phase::kForward);
  EXPECT_EQ(phases.at("cross_entropy_grad"), Phase::kBackward);
  EXPECT_EQ(phases.at("conv2d_grad_weight"), Phase::kBackward);
  EXPECT_EQ(phases.at("sgd"), Phase::kUpdate);
}

TEST(PhasesOf, AreForwardWithoutGradients) {
  for (BenchMode mode : {BenchMode::kEval, BenchMode::kInfer}) {
    for (const auto& [op, phase] : Phases(mode)) {
      EXPECT_EQ(phase, Phase::kForward) << op;
    }
  }
}

}  // namespace
}  // namespace synfire
