// The blocks of models/blocks: what they say of themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/rng.h"
#include "tests/graph/network_run.h"

namespace synfire {
namespace {

constexpr int64_t kSteps = 4;

std::string NetText(const std::string& block) {
  return absl::StrCat(
      "name: 'net' steps: ", kSteps, " import: 'models/blocks/sew.prototxt'",
      " import: 'models/blocks/spiking.prototxt'",
      " import: 'models/blocks/plain.prototxt'",
      "input { name: 'x' channels: 8 height: 8 width: 8 temporal: true }",
      "layer { name: 'sn' op: 'if(v_threshold = 0.5)' }",
      "layer { name: 'block' op: '", block, "' }",
      "layer { name: 'gap' op: 'global_avg_pool' }",
      "layer { name: 'rate' op: 'mean_time' }");
}

std::vector<double> Inputs(const std::string& name, const Type& type) {
  std::vector<double> elements(type.Elements(kSteps));
  const RandomKey key = MakeRandomKey(3, name);
  for (size_t i = 0; i < elements.size(); ++i) elements[i] = Normal(key, 0, i);
  return elements;
}

absl::StatusOr<NetworkRun> RunNet(const std::string& block) {
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText model,
                           ParseModelText(NetText(block), "net.prototxt"));
  CompileOptions options;
  options.import.batch = 3;
  options.import.training = true;
  return RunNetwork(model, options, nullptr, Inputs);
}

class SewBlockTest : public testing::TestWithParam<const char*> {};

TEST_P(SewBlockTest, StartsAsTheIdentityWhenAsked) {
  // 8 channels in, 8 out: the shortcut is the input itself.
  const std::string g = GetParam();
  auto nothing = RunNet("dropout(probability = 0)");
  ASSERT_TRUE(nothing.ok()) << nothing.status();
  EXPECT_GT(nothing->counts["spikes:sn"], 0);
  for (const char* block : {"basic(width = 8", "bottleneck(width = 2"}) {
    auto run = RunNet(absl::StrCat("sew_", block, ", g = ", g,
                                   ", zero_init_residual = true)"));
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_EQ(run->outputs["logits"], nothing->outputs["logits"]) << block;
  }
}

TEST_P(SewBlockTest, HasAShortcutOfItsOwnWhereTheShapeChanges) {
  const std::string g = GetParam();
  for (const char* same : {"basic(width = 8", "bottleneck(width = 2"}) {
    const auto run = RunNet(absl::StrCat("sew_", same, ", g = ", g, ")"));
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_EQ(run->variables.count("block.downsample.0.weight"), 0u) << same;
  }
  for (const char* other :
       {"basic(width = 9", "basic(width = 8, stride = 2",
        "bottleneck(width = 3", "bottleneck(width = 2, stride = 2"}) {
    const auto run = RunNet(absl::StrCat("sew_", other, ", g = ", g, ")"));
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_EQ(run->variables.count("block.downsample.0.weight"), 1u) << other;
    EXPECT_EQ(run->counts.count("spikes:block.downsample.2"), 1u) << other;
  }
}

INSTANTIATE_TEST_SUITE_P(, SewBlockTest, testing::Values("ADD", "AND", "IAND"),
                         [](const auto& info) { return info.param; });

// Those of torchvision's blocks of `convolutions` convolutions.
std::vector<std::string> TorchvisionNames(int convolutions, bool downsample) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& conv, const std::string& norm) {
    names.push_back(absl::StrCat("block.", conv, ".weight"));
    for (const char* of : {"weight", "bias", "running_mean", "running_var"}) {
      names.push_back(absl::StrCat("block.", norm, ".", of));
    }
  };
  for (int i = 1; i <= convolutions; ++i) {
    add(absl::StrCat("conv", i), absl::StrCat("bn", i));
  }
  if (downsample) add("downsample.0", "downsample.1");
  return names;
}

TEST(BlockNamesTest, AreThoseOfTorchvision) {
  for (const std::string family : {"sew", "spiking", "plain"}) {
    for (const auto& [kind, convolutions] :
         {std::pair{"basic", 2}, {"bottleneck", 3}}) {
      const auto run = RunNet(absl::StrCat(family, "_", kind, "(width = 9)"));
      ASSERT_TRUE(run.ok()) << run.status();
      std::vector<std::string> names;
      for (const auto& variable : run->variables) {
        names.push_back(variable.first);
      }
      EXPECT_THAT(names, testing::UnorderedElementsAreArray(
                             TorchvisionNames(convolutions, family != "plain")))
          << family << "_" << kind;
    }
  }
}

// The residual branch gives 0, and a neuron fires on a spike of its input.
TEST(SpikingBlockTest, CanStartAsTheIdentity) {
  auto nothing = RunNet("dropout(probability = 0)");
  ASSERT_TRUE(nothing.ok()) << nothing.status();
  for (const char* block : {"basic(width = 8", "bottleneck(width = 2"}) {
    auto run =
        RunNet(absl::StrCat("spiking_", block, ", zero_init_residual = true)"));
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_EQ(run->outputs["logits"], nothing->outputs["logits"]) << block;
    EXPECT_EQ(run->counts.count("spikes:block.downsample.2"), 0u);
  }
}

TEST(SpikingBlockTest, HasNoNeuronInItsShortcut) {
  const auto run = RunNet("spiking_basic(width = 9)");
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_EQ(run->neuron_steps.size(), 3u);  // sn, sn1 and sn2
}

}  // namespace
}  // namespace synfire
