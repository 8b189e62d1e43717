#include "tools/bench/kernel_groups.h"

#include <map>
#include <optional>
#include <string>

#include "gtest/gtest.h"

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

}  // namespace
}  // namespace synfire
