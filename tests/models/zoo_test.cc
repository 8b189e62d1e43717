// Every network of the zoo is as large as the published one, to the unit, and
// every training file is one that trains.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "ops/all_ops.h"
#include "tools/commands/network_facts.h"
#include "tools/commands/network_file.h"
#include "tools/train/configuration.h"

namespace synfire {
namespace {

absl::StatusOr<NetworkFacts> FactsOf(const ModelText& model) {
  CompileOptions compile;
  compile.kernels = KernelPolicy::kReference;  // their choice is not at issue
  SYNFIRE_ASSIGN_OR_RETURN(compile.objective.loss,
                           Call::Parse("cross_entropy"));
  SYNFIRE_ASSIGN_OR_RETURN(compile.objective.optimizer,
                           Call::Parse("sgd(lr = 0.1)"));
  return GatherFacts(model, AllOps(), compile);
}

NetworkFacts FactsOfFile(const std::string& path,
                         const std::vector<std::string>& settings = {}) {
  const auto model =
      ReadModelText("models/" + path, SettingsFromFlags(settings));
  EXPECT_TRUE(model.ok()) << model.status();
  if (!model.ok()) return {};
  auto facts = FactsOf(*model);
  EXPECT_TRUE(facts.ok()) << facts.status();
  return facts.ok() ? *std::move(facts) : NetworkFacts();
}

struct Size {
  std::string file;
  int64_t parameters, neurons;  // neurons: spiking ones, a time step
};

void PrintTo(const Size& size, std::ostream* out) { *out << size.file; }

class ZooSizeTest : public testing::TestWithParam<Size> {};

TEST_P(ZooSizeTest, IsThePublishedOne) {
  const NetworkFacts facts = FactsOfFile(GetParam().file);
  EXPECT_EQ(facts.parameters, GetParam().parameters);
  EXPECT_EQ(facts.spiking_neurons_per_step, GetParam().neurons);
}

std::string NameOf(const testing::TestParamInfo<Size>& info) {
  return absl::StrReplaceAll(info.param.file, {{".prototxt", ""}, {"/", "_"}});
}

INSTANTIATE_TEST_SUITE_P(
    Sew, ZooSizeTest,
    testing::Values(
        Size{"imagenet/sew_resnet18.prototxt", 11'689'512, 2'483'712},
        Size{"imagenet/sew_resnet34.prototxt", 21'797'672, 3'738'112},
        Size{"imagenet/sew_resnet50.prototxt", 25'557'032, 11'113'984},
        Size{"imagenet/sew_resnet101.prototxt", 44'549'160, 16'231'936},
        Size{"imagenet/sew_resnet152.prototxt", 60'192'808, 22'554'112},
        Size{"dvs_gesture/7b_sew.prototxt", 130'426, 1'922'304},
        Size{"cifar10_dvs/wide_7b.prototxt", 1'192'218, 3'863'552}),
    NameOf);

// Their shortcuts have no neurons: 175,616 fewer with basic blocks, 1,505,280
// with bottlenecks.
INSTANTIATE_TEST_SUITE_P(
    Spiking, ZooSizeTest,
    testing::Values(
        Size{"imagenet/spiking_resnet18.prototxt", 11'689'512, 2'308'096},
        Size{"imagenet/spiking_resnet34.prototxt", 21'797'672, 3'562'496},
        Size{"imagenet/spiking_resnet50.prototxt", 25'557'032, 9'608'704},
        Size{"imagenet/spiking_resnet101.prototxt", 44'549'160, 14'726'656},
        Size{"imagenet/spiking_resnet152.prototxt", 60'192'808, 21'048'832},
        Size{"dvs_gesture/7b_spiking.prototxt", 130'426, 1'922'304}),
    NameOf);

// They have no shortcuts: 173,824 parameters fewer than those with basic
// blocks, 2,776,576 than those with bottlenecks.
INSTANTIATE_TEST_SUITE_P(
    Plain, ZooSizeTest,
    testing::Values(
        Size{"imagenet/plain_resnet18.prototxt", 11'515'688, 2'308'096},
        Size{"imagenet/plain_resnet34.prototxt", 21'623'848, 3'562'496},
        Size{"imagenet/plain_resnet50.prototxt", 22'780'456, 9'608'704},
        Size{"imagenet/plain_resnet101.prototxt", 41'772'584, 14'726'656},
        Size{"imagenet/plain_resnet152.prototxt", 57'416'232, 21'048'832},
        Size{"dvs_gesture/7b_plain.prototxt", 130'426, 1'922'304}),
    NameOf);

// Weights without biases: 700 x 128 to the neurons, 128 x 128 among them, and
// 128 a class.
INSTANTIATE_TEST_SUITE_P(
    Recurrent, ZooSizeTest,
    testing::Values(Size{"shd/recurrent.prototxt", 108'544, 128},
                    Size{"ssc/recurrent.prototxt", 110'464, 128}),
    NameOf);

TEST(ZooTest, JoiningDoesNotChangeTheSize) {
  for (const char* g : {"ADD", "AND", "IAND"}) {
    const NetworkFacts facts = FactsOfFile("imagenet/sew_resnet18.prototxt",
                                           {absl::StrCat("param.g=", g)});
    EXPECT_EQ(facts.parameters, 11'689'512);
    const auto joins = std::count_if(
        facts.layers.begin(), facts.layers.end(), [&](const LayerFacts& layer) {
          return absl::StrContains(layer.op, absl::StrCat("g = ", g, ")"));
        });
    EXPECT_EQ(joins, 8);
  }
}

// The layers with weights on the way from input to output.
int64_t Depth(const NetworkFacts& facts) {
  return std::count_if(facts.layers.begin(), facts.layers.end(),
                       [](const LayerFacts& layer) {
                         return !absl::StrContains(layer.path, "downsample") &&
                                (absl::StartsWith(layer.op, "conv2d(") ||
                                 absl::StartsWith(layer.op, "linear("));
                       });
}

TEST(ZooTest, DeepNetworksAreAsDeepAsTheySay) {
  for (const char* family : {"sew", "spiking", "plain"}) {
    for (const auto& [n, depth] : {std::pair{3, 20}, {9, 56}, {18, 110}}) {
      const NetworkFacts facts =
          FactsOfFile(absl::StrCat("fashion_mnist/deep_", family, ".prototxt"),
                      {absl::StrCat("param.n=", n)});
      EXPECT_EQ(Depth(facts), depth) << family;
    }
  }
}

std::vector<std::string> ZooFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator("models")) {
    const std::string path = entry.path();
    if (absl::EndsWith(path, ".prototxt") &&
        !absl::StartsWith(path, "models/blocks/")) {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class ZooFileTest : public testing::TestWithParam<std::string> {};

// Its network compiles for training; a training file's calls have the names and
// attributes of what there is.
TEST_P(ZooFileTest, IsValid) {
  const auto file = ReadNetworkFile(GetParam(), {});
  ASSERT_TRUE(file.ok()) << file.status();
  const auto facts = FactsOf(file->model);
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_TRUE(facts->training.has_value());
  if (!file->training.has_value()) return;
  const auto configuration = ResolveConfiguration(*file->training, AllOps());
  EXPECT_TRUE(configuration.ok()) << configuration.status();
}

TEST(ZooTest, EveryModelHasATrainingFile) {
  const std::vector<std::string> files = ZooFiles();
  EXPECT_GE(files.size(), 48u);
  for (const std::string& path : files) {
    if (absl::EndsWith(path, ".train.prototxt")) continue;
    EXPECT_THAT(files, testing::Contains(absl::StrReplaceAll(
                           path, {{".prototxt", ".train.prototxt"}})));
  }
}

INSTANTIATE_TEST_SUITE_P(, ZooFileTest, testing::ValuesIn(ZooFiles()),
                         [](const auto& info) {
                           return absl::StrReplaceAll(
                               info.param,
                               {{"models/", ""}, {"/", "_"}, {".", "_"}});
                         });

}  // namespace
}  // namespace synfire
