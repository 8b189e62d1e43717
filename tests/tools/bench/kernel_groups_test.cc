#include "tools/bench/kernel_groups.h"

#include <map>
#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

TEST(LayerOfNode, FindsForwardBackwardAndUpdate) {
  const std::vector<ImportedLayer> layers = {
      {"stage1.conv", "", {}}, {"stage1.conv2", "", {}}, {"fc", "", {}}};
  EXPECT_EQ(LayerOfNode("stage1.conv", layers), "stage1.conv");
  EXPECT_EQ(LayerOfNode("d.stage1.conv.1", layers), "stage1.conv");
  EXPECT_EQ(LayerOfNode("stage1.conv2.weight", layers), "stage1.conv2");
  EXPECT_EQ(LayerOfNode("stage1.conv@3", layers), "stage1.conv");
  EXPECT_EQ(LayerOfNode("d.fc[t-1]@0", layers), "fc");
}

TEST(LayerOfNode, KeepsTheNameOfOtherNodes) {
  const std::vector<ImportedLayer> layers = {{"fc", "", {}}};
  EXPECT_EQ(LayerOfNode("loss", layers), "loss");
  EXPECT_EQ(LayerOfNode("d.loss", layers), "loss");
  EXPECT_EQ(LayerOfNode("d.loss.1", layers), "loss");
  EXPECT_EQ(LayerOfNode("fc_2@1", layers), "fc_2");
  EXPECT_EQ(LayerOfNode("gradient_norm", layers), "gradient_norm");
}

KernelRun RunOf(const char* way, double density, bool denser, double work) {
  return {way, density, denser, work};
}

TEST(NodeRuns, CountWhatKernelsChose) {
  NodeRuns runs;
  runs.Add(RunOf("lists", 0.1, false, 0.1));
  runs.Add(RunOf("dense", 0.5, true, 1));
  EXPECT_EQ(runs.count, 2);
  EXPECT_EQ(runs.ways,
            (std::map<std::string, int>{{"dense", 1}, {"lists", 1}}));
  EXPECT_DOUBLE_EQ(runs.density, 0.6);
  EXPECT_DOUBLE_EQ(runs.work, 1.1);
  EXPECT_TRUE(runs.denser);
  NodeRuns plain;
  plain.Add(std::nullopt);
  EXPECT_EQ(plain.count, 1);
  EXPECT_TRUE(plain.ways.empty());
}

MachinePeak Peak() {
  MachinePeak peak;
  peak.flops_per_second = 100;
  peak.levels = {{"L1", 10, 10, 10, 0}, {"memory", 1e9, 5, 5, 0}};
  return peak;
}

TEST(KernelGroup, IsHeldToTheSumOfItsNodes) {
  KernelGroup group;
  group.done = {{200, 1, 0}, {10, 8, 2}};
  const Bound bound = group.AtBest(Peak());
  EXPECT_DOUBLE_EQ(bound.seconds, 2 + 1);
  EXPECT_EQ(bound.by, "FMA");
}

TEST(KernelGroup, HasNoRatioWithoutPeakOrTime) {
  const MachinePeak peak = Peak();
  KernelGroup group;
  group.done = {{200, 1, 0}};
  EXPECT_FALSE(group.BoundRatio(&peak).has_value());
  group.seconds = 4;
  EXPECT_DOUBLE_EQ(group.BoundRatio(&peak).value(), 0.5);
  EXPECT_FALSE(group.BoundRatio(nullptr).has_value());
}

// In evaluation the neuron has the convolution made slab by slab: one row,
// whose bytes are without what never leaves a cache.
TEST(GroupKernels, JoinsANeuronAndWhatItHasMade) {
  Graph graph = GraphOf(R"(
    input x : f32 t[2,6,6,16]
    parameter w : f32[16,16,3,3] = constant(value = 0.0)
    s = if(x)
    c = conv2d(s, w, _) {pad = [1, 1]}
    s2 = if(c)
    output y = s2)");
  VariableStore variables;
  ASSERT_TRUE(variables.AddFrom(graph, AllOps(), 1).ok());
  auto bound =
      Executable::Bind(std::move(graph), KernelPolicy::kFastest, &variables);
  ASSERT_TRUE(bound.ok()) << bound.status();
  Network network;
  network.executable = *std::move(bound);
  network.layers = {{"s", "", {}}, {"c", "", {}}, {"s2", "", {}}};
  std::vector<NodeRuns> runs(3);
  for (NodeRuns& run : runs) {
    run.seconds = 2;
    run.Add(std::nullopt);
  }
  runs[1] = {};
  runs[1].seconds = 4;
  runs[1].Add(RunOf("lists", 0.25, false, 0.25));
  const std::vector<KernelGroup> groups = GroupKernels(network, runs);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[1].layer, "c");
  EXPECT_EQ(groups[1].op, "conv2d + if");
  EXPECT_EQ(groups[1].nodes, 1);
  EXPECT_DOUBLE_EQ(groups[1].seconds, 6);
  EXPECT_EQ(groups[1].ways, "lists");
  EXPECT_DOUBLE_EQ(groups[1].density.value(), 0.25);
  const double values = 2 * 2 * 6 * 6 * 16;
  // The spikes in bits and the weights; the spikes as an output, in floats, the
  // last state and the number of spikes.
  EXPECT_DOUBLE_EQ(groups[1].work.read, values / 8 + 16 * 16 * 9 * 4);
  EXPECT_DOUBLE_EQ(groups[1].work.written, values * 4 + values / 2 * 4 + 8);
  ASSERT_EQ(groups[1].done.size(), 1u);
  EXPECT_LT(groups[1].done[0].flops, groups[1].work.flops / 2);
}

}  // namespace
}  // namespace synfire
