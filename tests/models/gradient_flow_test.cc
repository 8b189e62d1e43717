// How gradients reach the first block of a network of 152 layers before it is
// trained: what the paper says of SEW ResNet, and of what it is compared with.
#include "tools/commands/gradient_flow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "ops/all_ops.h"
#include "tools/bench/batches.h"

namespace synfire {
namespace {

constexpr int kBlocks[] = {3, 8, 36, 3};  // of each stage

// One backward pass of two images of noise, 64 pixels wide, through the network
// as it is initialised.
absl::StatusOr<GradientFlow> FlowOf(const std::string& model_file,
                                    const std::vector<std::string>& settings) {
  std::vector<std::string> all = {"input.image.height=64",
                                  "input.image.width=64"};
  all.insert(all.end(), settings.begin(), settings.end());
  SYNFIRE_ASSIGN_OR_RETURN(
      const ModelText model,
      ReadModelText("models/imagenet/" + model_file, SettingsFromFlags(all)));
  CompileOptions options;
  options.import.batch = 2;
  options.import.training = true;
  SYNFIRE_ASSIGN_OR_RETURN(options.objective.loss,
                           Call::Parse("cross_entropy"));
  SYNFIRE_ASSIGN_OR_RETURN(const ImportedModel imported,
                           ImportModel(model, AllOps(), options.import));
  options.objective.gradients_of = FlowValues(imported, /*layers=*/false);
  VariableStore variables;
  SYNFIRE_ASSIGN_OR_RETURN(
      const Network network,
      CompileNetwork(model, AllOps(), options, /*seed=*/0, &variables));
  SYNFIRE_RETURN_IF_ERROR(
      SyntheticBatches(model, /*seed=*/0)->Feed(network.executable.get()));
  SYNFIRE_RETURN_IF_ERROR(network.executable->Run());
  return CollectFlow(network, /*layers=*/false, FlowLimits());
}

// Gradient norms by block: [stage][index].
std::vector<std::vector<double>> NormsOf(const GradientFlow& flow) {
  std::map<std::string, double> by_path;
  for (const FlowPoint& block : flow.blocks) by_path[block.path] = *block.norm;
  std::vector<std::vector<double>> norms(4);
  for (int stage = 0; stage < 4; ++stage) {
    for (int i = 0; i < kBlocks[stage]; ++i) {
      norms[stage].push_back(
          by_path.at(absl::StrCat("layer", stage + 1, ".", i)));
    }
  }
  return norms;
}

class SewGradientFlowTest : public testing::TestWithParam<const char*> {};

// A block that starts as the identity hands the gradient on as it came.
TEST_P(SewGradientFlowTest, IsTheSameInAllBlocksOfAStage) {
  const auto flow = FlowOf(
      "sew_resnet152.prototxt",
      {absl::StrCat("param.g=", GetParam()), "param.zero_init_residual=true"});
  ASSERT_TRUE(flow.ok()) << flow.status();
  const auto norms = NormsOf(*flow);
  for (int stage = 0; stage < 4; ++stage) {
    EXPECT_GT(norms[stage][0], 0);
    for (double norm : norms[stage]) EXPECT_EQ(norm, norms[stage][0]) << stage;
  }
  for (const FlowPoint& block : flow->blocks) {
    EXPECT_EQ(block.flow, Flow::kSound) << block.path;
  }
  // A run of the published code measured these with ADD; weights and images
  // are other draws here.
  EXPECT_NEAR(norms[0][0], 0.2142, 0.02);
  EXPECT_NEAR(norms[1][7], 0.1774, 0.02);
  EXPECT_NEAR(norms[2][19], 0.1393, 0.015);
  EXPECT_NEAR(norms[3][2], 0.1024, 0.005);
}

INSTANTIATE_TEST_SUITE_P(, SewGradientFlowTest,
                         testing::Values("ADD", "AND", "IAND"),
                         [](const auto& info) { return info.param; });

absl::StatusOr<GradientFlow> SpikingFlow(const std::string& neuron) {
  return FlowOf(
      "spiking_resnet152.prototxt",
      {"param.zero_init_residual=true",
       absl::StrCat("param.neuron=if(detach_reset = true, ", neuron, ")")});
}

// The published code's, likewise.
TEST(SpikingGradientFlowTest, DependsOnTheSurrogate) {
  const auto flow = SpikingFlow("surrogate = atan(alpha = 2)");
  ASSERT_TRUE(flow.ok()) << flow.status();
  const auto norms = NormsOf(*flow);
  EXPECT_NEAR(norms[0][0], 0.0550, 0.015);
  EXPECT_NEAR(norms[1][7], 0.1212, 0.02);
  EXPECT_NEAR(norms[2][19], 0.0649, 0.015);
  EXPECT_NEAR(norms[3][2], 0.1024, 0.005);
}

// The derivative of a spike at the threshold is alpha / 2: 1.5 a block.
TEST(SpikingGradientFlowTest, ExplodesWithASteepSurrogate) {
  const auto flow = SpikingFlow("surrogate = atan(alpha = 3)");
  ASSERT_TRUE(flow.ok()) << flow.status();
  const auto norms = NormsOf(*flow);
  EXPECT_GT(norms[0][0], 1e6);
  EXPECT_EQ(flow->blocks[1].flow, Flow::kExploded);
}

TEST(SpikingGradientFlowTest, VanishesWithALowThreshold) {
  const auto flow =
      SpikingFlow("surrogate = atan(alpha = 2), v_threshold = 0.5");
  ASSERT_TRUE(flow.ok()) << flow.status();
  const auto norms = NormsOf(*flow);
  EXPECT_LT(norms[0][0], 1e-6 * norms[3][2]);
  EXPECT_EQ(flow->blocks[1].flow, Flow::kVanished);
}

}  // namespace
}  // namespace synfire
