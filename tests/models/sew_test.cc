// models/blocks/sew.prototxt: what it says of itself.
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
      "input { name: 'x' channels: 6 height: 8 width: 8 temporal: true }",
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
  // Width 6 in, width 6 out: the shortcut is the input itself.
  const std::string g = GetParam();
  auto block = RunNet(absl::StrCat("sew_basic(width = 6, g = ", g,
                                   ", zero_init_residual = true)"));
  ASSERT_TRUE(block.ok()) << block.status();
  auto nothing = RunNet("dropout(probability = 0)");
  ASSERT_TRUE(nothing.ok()) << nothing.status();
  EXPECT_GT(nothing->counts["spikes:sn"], 0);
  EXPECT_EQ(block->outputs["logits"], nothing->outputs["logits"]);
}

TEST_P(SewBlockTest, HasAShortcutOfItsOwnWhereTheShapeChanges) {
  const std::string g = GetParam();
  const auto same = RunNet(absl::StrCat("sew_basic(width = 6, g = ", g, ")"));
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_EQ(same->variables.count("block.downsample.0.weight"), 0u);
  for (const char* change : {"width = 9", "width = 6, stride = 2"}) {
    const auto other =
        RunNet(absl::StrCat("sew_basic(", change, ", g = ", g, ")"));
    ASSERT_TRUE(other.ok()) << other.status();
    EXPECT_EQ(other->variables.count("block.downsample.0.weight"), 1u);
    EXPECT_EQ(other->counts.count("spikes:block.downsample.2"), 1u);
  }
}

INSTANTIATE_TEST_SUITE_P(, SewBlockTest, testing::Values("ADD", "AND", "IAND"),
                         [](const auto& info) { return info.param; });

TEST(SewBlockNamesTest, AreThoseOfTorchvision) {
  const auto run = RunNet("sew_basic(width = 9)");
  ASSERT_TRUE(run.ok()) << run.status();
  std::vector<std::string> names;
  for (const auto& variable : run->variables) names.push_back(variable.first);
  EXPECT_THAT(names,
              testing::UnorderedElementsAre(
                  "block.conv1.weight", "block.bn1.weight", "block.bn1.bias",
                  "block.bn1.running_mean", "block.bn1.running_var",
                  "block.conv2.weight", "block.bn2.weight", "block.bn2.bias",
                  "block.bn2.running_mean", "block.bn2.running_var",
                  "block.downsample.0.weight", "block.downsample.1.weight",
                  "block.downsample.1.bias", "block.downsample.1.running_mean",
                  "block.downsample.1.running_var"));
}

}  // namespace
}  // namespace synfire
