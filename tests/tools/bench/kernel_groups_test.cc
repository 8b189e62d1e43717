#include "tools/bench/kernel_groups.h"

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

TEST(Work, IsBoundByTheSlowerOfTwo) {
  const MachinePeak peak{100, 10};
  EXPECT_DOUBLE_EQ((Work{200, 10}.Bound(peak)), 2);
  EXPECT_DOUBLE_EQ((Work{200, 40}.Bound(peak)), 4);
}

TEST(KernelGroup, HasNoRatioWithoutPeakOrTime) {
  const MachinePeak peak{100, 10};
  KernelGroup group;
  group.work = {200, 10};
  EXPECT_FALSE(group.BoundRatio(&peak).has_value());
  group.seconds = 4;
  EXPECT_DOUBLE_EQ(group.BoundRatio(&peak).value(), 0.5);
  EXPECT_FALSE(group.BoundRatio(nullptr).has_value());
}

}  // namespace
}  // namespace synfire
