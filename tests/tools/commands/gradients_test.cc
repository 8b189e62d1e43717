#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Worked through by hand.  x = [1, 0.5] makes a = [0.75, 1.5].  In two steps
// the first neuron fires in the second one, the other in both: rates [0.5, 1],
// logits [1, 1], probabilities [0.5, 0.5].  The gradient at the logits is then
// [-0.5, 0.5], at the rates [-1, 0.5], at the spikes of each step half of that.
// Through the resets a's first element has -1.5, its second one 0.5.
constexpr char kModel[] = R"txt(
  name: "m" steps: 2  input { name: "x" features: 2 }
  block { name: "unit"
    layer { name: "a" op: "linear(features = 2)" }
    layer { name: "fire" op: "if(detach_reset = true, surrogate = straight_through)" } }
  layer { name: "u" op: "unit" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "b" op: "linear(features = 2)" })txt";

// A chain of three blocks of one neuron, each of its own surrogate.
std::string Chain(const std::string& surrogate) {
  return absl::StrCat(R"txt(
    name: "chain" steps: 2  input { name: "x" features: 2 }
    block { name: "unit"
      layer { name: "a" op: "linear(features = 2)" }
      layer { name: "fire" op: "if(detach_reset = true, surrogate = )txt",
                      surrogate, R"txt()" } }
    layer { name: "u" op: "unit" repeat: "3" }
    layer { name: "rate" op: "mean_time" }
    layer { name: "b" op: "linear(features = 2)" })txt");
}

class GradientsTest : public ProgramTest {
 protected:
  GradientsTest() {
    Write("m.prototxt", kModel);
    WriteTensors("w", {{"u.a.weight", {2, 2}, {0.5, 0.5, 1, 1}},
                       {"u.a.bias", {2}, {0, 0}},
                       {"b.weight", {2, 2}, {2, 0, 0, 1}},
                       {"b.bias", {2}, {0, 0}}});
    WriteTensors("x",
                 {{"input", {1, 2}, {1, 0.5}}, {"labels", {1}, {0}, true}});
  }

  // Weights of Chain(): all weights `weight`, all biases `bias`.
  void WriteChain(double weight, double bias) const {
    std::vector<TestTensor> tensors;
    for (const char* layer : {"u.0.a", "u.1.a", "u.2.a"}) {
      tensors.push_back({absl::StrCat(layer, ".weight"),
                         {2, 2},
                         {weight, weight, weight, weight}});
      tensors.push_back({absl::StrCat(layer, ".bias"), {2}, {bias, bias}});
    }
    tensors.push_back({"b.weight", {2, 2}, {2, 0, 0, 1}});
    tensors.push_back({"b.bias", {2}, {0, 0}});
    WriteTensors("chain_w", tensors);
  }

  static std::vector<std::string> Arguments(std::vector<std::string> more) {
    std::vector<std::string> arguments = {
        "gradients", "m.prototxt", "--weights", "w", "--input", "x"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(GradientsTest, EqualsAHandCalculation) {
  for (const auto& mode : std::vector<std::vector<std::string>>{
           {},
           {"--mode", "eval"},
           {"--unroll", "full"},
           {"--kernels", "reference", "--precision", "fp64"}}) {
    std::vector<std::string> arguments = Arguments(mode);
    arguments.push_back("--layers");
    const nlohmann::json json = RunJson(arguments);
    EXPECT_NEAR(json["loss"].get<double>(), std::log(2), 1e-7);
    ASSERT_EQ(json["blocks"].size(), 1u);
    const nlohmann::json block = json["blocks"][0];
    EXPECT_EQ(block["path"], "u");
    EXPECT_NEAR(block["gradient_norm"].get<double>(), std::sqrt(0.625), 1e-6);
    EXPECT_EQ(block["relative"], 1.0);
    EXPECT_EQ(block["firing_rate"], 0.75);
    EXPECT_EQ(block["flow"], "sound");
    const std::pair<const char*, double> layers[] = {
        {"u.a", std::sqrt(2.5)},
        {"u.fire", std::sqrt(0.625)},
        {"rate", std::sqrt(1.25)},
        {"b", std::sqrt(0.5)}};
    ASSERT_EQ(json["layers"].size(), 4u);
    for (int i = 0; i < 4; ++i) {
      EXPECT_EQ(json["layers"][i]["path"], layers[i].first);
      EXPECT_NEAR(json["layers"][i]["gradient_norm"].get<double>(),
                  layers[i].second, 1e-6);
    }
    EXPECT_TRUE(json["layers"][0]["firing_rate"].is_null());
    EXPECT_EQ(json["layers"][1]["firing_rate"], 0.75);
  }
}

TEST_F(GradientsTest, PrintsTextAndCsv) {
  const std::string text = RunOk(Arguments({}));
  EXPECT_THAT(text, StartsWith("m\n  mode     train, batch 1, 2 steps\n"
                               "  weights  w\n  input    x\n"
                               "  loss     cross_entropy = 0.6931\n"));
  EXPECT_THAT(text, HasSubstr("\nblock  gradient  to last  firing rate  "
                              "warnings\nu        0.7906        1         "
                              "0.75\n"));
  EXPECT_THAT(text, Not(HasSubstr("\nwarnings\n")));
  EXPECT_THAT(RunOk(Arguments({"--csv"})),
              StartsWith("kind,path,gradient_norm,relative,firing_rate,flow,"
                         "silent,saturated\nblock,u,0.79056"));
}

// No neuron fires, and the gradient does not pass a window that they are not
// in.
TEST_F(GradientsTest, WarnsOfSilenceAndVanishing) {
  Write("m.prototxt", Chain("rect(alpha = 1)"));
  WriteChain(0, 0);
  const std::vector<std::string> arguments = {
      "gradients", "m.prototxt", "--weights", "chain_w", "--input", "x"};
  const std::string text = RunOk(arguments);
  EXPECT_THAT(text, HasSubstr("vanished; silent: fire\n"));
  EXPECT_THAT(text,
              HasSubstr("\nwarnings\n  2 blocks: the gradient vanished (0, or "
                        "at most 1e-06 of u.2's)\n  3 neuron layers: silent, "
                        "no neuron fired\n"));
}

TEST_F(GradientsTest, WarnsOfSaturationAndExplosion) {
  Write("m.prototxt", Chain("straight_through"));
  WriteChain(100, 1);
  const std::vector<std::string> arguments = {
      "gradients", "m.prototxt", "--weights", "chain_w", "--input", "x"};
  const std::string text = RunOk(arguments);
  EXPECT_THAT(text,
              HasSubstr("\nwarnings\n  1 block: the gradient exploded (above "
                        "1000 times u.2's, or not finite)\n  3 neuron layers: "
                        "saturated, all neurons fired at every step\n"));
  std::vector<std::string> more = arguments;
  more.insert(more.end(), {"--exploding", "10"});
  EXPECT_THAT(RunOk(more), HasSubstr("  2 blocks: the gradient exploded (above "
                                     "10 times"));
}

TEST_F(GradientsTest, SaysWhereTheLossDependsOnNothing) {
  // What is three steps late comes after the end.
  Write("m.prototxt", R"txt(
    name: "m" steps: 2  input { name: "x" features: 2 temporal: true }
    block { name: "unit" layer { name: "a" op: "linear(features = 2)" } }
    layer { name: "aside" op: "unit" input: "x" }
    layer { name: "main" op: "unit" input: "x" }
    layer { name: "sum" op: "add" input: "main" input: "aside[t-3]" }
    layer { name: "rate" op: "mean_time" })txt");
  const nlohmann::json json = RunJson({"gradients", "m.prototxt"});
  EXPECT_EQ(json["last"], "main");
  EXPECT_EQ(json["blocks"][0]["flow"], "absent");
  EXPECT_TRUE(json["blocks"][0]["gradient_norm"].is_null());
  EXPECT_THAT(RunOk({"gradients", "m.prototxt"}),
              HasSubstr("  1 block: the loss does not depend on it\n"));
}

TEST_F(GradientsTest, NestedBlocksHaveRowsOfTheirOwn) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" features: 2 }
    block { name: "inner" layer { name: "a" op: "linear(features = 2)" } }
    block { name: "outer" layer { name: "pair" op: "inner" repeat: "2" } }
    layer { name: "o" op: "outer" })txt");
  const nlohmann::json json = RunJson({"gradients", "m.prototxt"});
  ASSERT_EQ(json["blocks"].size(), 3u);
  EXPECT_EQ(json["blocks"][0]["path"], "o.pair.0");
  EXPECT_EQ(json["blocks"][1]["path"], "o.pair.1");
  EXPECT_EQ(json["blocks"][2]["path"], "o");
  EXPECT_EQ(json["blocks"][1]["gradient_norm"],
            json["blocks"][2]["gradient_norm"]);
}

TEST_F(GradientsTest, WithoutBlocksLayersAreReported) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" features: 2 }
    layer { name: "a" op: "linear(features = 3)" }
    layer { name: "b" op: "linear(features = 2)" })txt");
  const std::string text = RunOk({"gradients", "m.prototxt", "--seed", "5"});
  EXPECT_THAT(text,
              HasSubstr("  weights  as initialised, seed 5\n"
                        "  input    uniform noise in [0, 1), seed 5; labels 0, "
                        "1, 2, ...\n"));
  EXPECT_THAT(text, HasSubstr("mode     train, batch 2, 1 step\n"));
  EXPECT_THAT(text, HasSubstr("\nlayer  gradient  to last"));
  EXPECT_EQ(RunJson({"gradients", "m.prototxt", "--batch", "7"})["batch"], 7);
}

TEST_F(GradientsTest, FollowsAFeedbackLoop) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 3  input { name: "x" features: 4 temporal: true }
    block { name: "unit"
      layer { name: "fc" op: "linear(features = 4)" }
      layer { name: "sum" op: "add" input: "fc" input: "fire[t-1]" }
      layer { name: "fire" op: "if(v_threshold = 0.1)" } }
    layer { name: "u" op: "unit" repeat: "2" }
    layer { name: "rate" op: "mean_time" })txt");
  const nlohmann::json loop = RunJson({"gradients", "m.prototxt", "--layers"});
  const nlohmann::json full =
      RunJson({"gradients", "m.prototxt", "--layers", "--unroll", "full"});
  for (const char* part : {"blocks", "layers"}) {
    ASSERT_EQ(loop[part].size(), full[part].size());
    for (size_t i = 0; i < loop[part].size(); ++i) {
      const double norm = loop[part][i]["gradient_norm"];
      EXPECT_GT(norm, 0);
      EXPECT_NEAR(norm, full[part][i]["gradient_norm"].get<double>(),
                  1e-5 * norm);
    }
  }
}

TEST_F(GradientsTest, SaysWhatIsWrong) {
  ExpectMistake(Arguments({"--data", "train"}),
                "--input and --data are both given; expected one");
  ExpectMistake({"gradients", "m.prototxt", "--data", "train"},
                "--data train: only a training file names data; m.prototxt is "
                "a model");
  ExpectMistake(Arguments({"--batch", "3"}),
                "--batch 3: x holds 1 samples; leave --batch out");
  WriteTensors("x", {{"input", {1, 2}, {1, 0.5}}});
  ExpectMistake(Arguments({}),
                "x: tensor 'labels' is missing; the loss needs it");
  ExpectMistake({"gradients", "m.prototxt", "--loss", "cross_entrpy"},
                "m.prototxt: 'cross_entrpy' is no loss; did you mean "
                "'cross_entropy'?");
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" features: 2 temporal: true }
    layer { name: "fire" op: "if" })txt");
  ExpectMistake({"gradients", "m.prototxt"},
                "m.prototxt: the network's output 'fire' is f32 t[2,2], a loss "
                "takes static logits [N,K]; end the network with mean_time and "
                "linear or flatten");
}

TEST_F(GradientsTest, TakesABatchOfTheTrainingFilesData) {
  Write("t.prototxt", R"txt(
    model: "m.prototxt"
    train { data: "idx(images = 'i', labels = 'l', classes = 2)" batch: 2 }
    loss: "mse_rate" optimizer: "sgd(lr = 0.1)" epochs: 1 seed: 4
    output: "run")txt");
  Write("m.prototxt", R"txt(
    name: "m" steps: 2  input { name: "x" channels: 1 height: 1 width: 2 }
    block { name: "unit" layer { name: "flat" op: "flatten" }
                         layer { name: "fc" op: "linear(features = 2)" } }
    layer { name: "u" op: "unit" })txt");
  Write("i", std::string("\0\0\x08\x03\0\0\0\x03\0\0\0\x01\0\0\0\x02"
                         "\x10\x20\x30\x40\x50\x60",
                         22));
  Write("l", std::string("\0\0\x08\x01\0\0\0\x03\0\x01\0", 11));
  const nlohmann::json json =
      RunJson({"gradients", "t.prototxt", "--data", "train"});
  EXPECT_EQ(json["input"],
            "the first batch of idx(images = 'i', labels = 'l', classes = 2)");
  EXPECT_EQ(json["batch"], 2);
  EXPECT_EQ(json["loss_call"], "mse_rate");
  EXPECT_EQ(json["weights"], "as initialised, seed 4");
  EXPECT_GT(json["blocks"][0]["gradient_norm"].get<double>(), 0);
  ExpectMistake({"gradients", "t.prototxt", "--data", "test"},
                "--data test: t.prototxt has no 'test'");
}

}  // namespace
}  // namespace synfire
