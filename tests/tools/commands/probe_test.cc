#include <cmath>

#include "data/safetensors/convert.h"
#include "data/safetensors/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Two layers, worked through by hand.  x = [1, 0.5] makes a = [0.75, 1.5].  In
// two steps the first neuron fires in the second one, the other in both: rates
// [0.5, 1], logits [1, 1], probabilities [0.5, 0.5].
constexpr char kModel[] = R"txt(
  name: "m" steps: 2  input { name: "x" features: 2 }
  layer { name: "a" op: "linear(features = 2)" }
  layer { name: "fire" op: "if(detach_reset = true, surrogate = straight_through)" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "b" op: "linear(features = 2)" })txt";

class ProbeTest : public ProgramTest {
 protected:
  ProbeTest() {
    Write("m.prototxt", kModel);
    WriteTensors("w", {{"a.weight", {2, 2}, {0.5, 0.5, 1, 1}},
                       {"a.bias", {2}, {0, 0}},
                       {"b.weight", {2, 2}, {2, 0, 0, 1}},
                       {"b.bias", {2}, {0, 0}}});
    WriteTensors("x",
                 {{"input", {1, 2}, {1, 0.5}}, {"labels", {1}, {0}, true}});
  }

  std::vector<std::string> Arguments(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"probe", "m.prototxt", "--weights",
                                          "w",     "--input",    "x"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  // The elements of a tensor that --out has written.
  std::vector<double> Out(const std::string& tensor) const {
    const auto file = SafetensorsFile::Open(Path("out"));
    EXPECT_TRUE(file.ok()) << file.status();
    const TensorView* view = file->Find(tensor);
    EXPECT_NE(view, nullptr) << tensor;
    return view == nullptr ? std::vector<double>() : ReadAsF64(*view).value();
  }
};

TEST_F(ProbeTest, EqualsAHandCalculation) {
  for (const auto& mode : std::vector<std::vector<std::string>>{
           {},
           {"--mode", "train"},
           {"--reference"},
           {"--unroll", "full"},
           {"--kernels", "reference", "--precision", "fp64"}}) {
    const nlohmann::json json = RunJson(Arguments(mode));
    EXPECT_EQ(json["logits"], nlohmann::json::parse("[[1, 1]]"));
    EXPECT_NEAR(json["loss"].get<double>(), std::log(2), 1e-7);
    EXPECT_EQ(json["firing_rates"]["fire"], 0.75);
    EXPECT_TRUE(json["running"].empty());
    const nlohmann::json norms = json["gradient_norms"];
    EXPECT_EQ(norms.size(), 4);
    EXPECT_NEAR(norms["a.weight"].get<double>(), std::sqrt(3.125), 1e-6);
    EXPECT_NEAR(norms["a.bias"].get<double>(), std::sqrt(2.5), 1e-6);
    EXPECT_NEAR(norms["b.weight"].get<double>(), std::sqrt(0.625), 1e-6);
    EXPECT_NEAR(norms["b.bias"].get<double>(), std::sqrt(0.5), 1e-6);
  }
}

TEST_F(ProbeTest, WritesTensors) {
  RunOk(Arguments({"--out", "out"}));
  EXPECT_THAT(Out("logits"), ElementsAre(1, 1));
  EXPECT_NEAR(Out("loss")[0], std::log(2), 1e-7);
  EXPECT_THAT(Out("gradient:a.weight"), ElementsAre(-1.5, -0.75, 0.5, 0.25));
  EXPECT_THAT(Out("gradient:b.weight"), ElementsAre(-0.25, -0.5, 0.25, 0.5));
  EXPECT_THAT(Out("firing_rate:fire"), ElementsAre(0.75));
}

// 2 + 2^-8 is not a bfloat16; the nearest is 2.
TEST_F(ProbeTest, RoundsOperandsWhereThePrecisionSaysIt) {
  WriteTensors("w", {{"a.weight", {2, 2}, {0.5, 0.5, 1, 1}},
                     {"a.bias", {2}, {0, 0}},
                     {"b.weight", {2, 2}, {2.00390625, 0, 0, 1}},
                     {"b.bias", {2}, {0, 0}}});
  const auto logits = [&](const std::vector<std::string>& more) {
    return RunJson(Arguments(more))["logits"];
  };
  const auto exact = nlohmann::json::parse("[[1.001953125, 1]]");
  const auto rounded = nlohmann::json::parse("[[1, 1]]");
  EXPECT_EQ(logits({}), exact);
  EXPECT_EQ(logits({"--precision", "bf16"}), rounded);
  EXPECT_EQ(logits({"--precision", "bf16", "--kernels", "reference"}), rounded);
  // But for a layer that says what it takes.
  EXPECT_EQ(logits({"--precision", "bf16", "--set",
                    "layer.b.op=linear(features = 2, operands = f32)"}),
            exact);
  ExpectMistake(
      Arguments({"--kernels", "reference", "--precision", "fp64", "--set",
                 "layer.b.op=linear(features = 2, operands = bf16)"}),
      "--set layer.b.op=linear(features = 2, operands = bf16): layer "
      "'b': operands = bf16 rounds f32, the network is f64");
}

TEST_F(ProbeTest, WithoutLabelsThereIsNoLoss) {
  WriteTensors("x", {{"input", {1, 2}, {1, 0.5}}});
  const nlohmann::json json = RunJson(Arguments({}));
  EXPECT_TRUE(json["loss"].is_null());
  EXPECT_TRUE(json["gradient_norms"].empty());
  EXPECT_EQ(json["firing_rates"]["fire"], 0.75);
  ExpectMistake(Arguments({"--loss", "mse_rate"}),
                "--loss needs the tensor 'labels'; x has none");
}

TEST_F(ProbeTest, PrintsText) {
  const std::string text = RunOk(Arguments({}));
  EXPECT_THAT(text, HasSubstr("logits [1,2]\n  0:  1  1\n"));
  EXPECT_THAT(text, HasSubstr("loss 0.693147"));
  EXPECT_THAT(text, HasSubstr("\nfire "));
}

// Values 1 and 3: mean 2, variance 1 over the batch, 2 without bias.
TEST_F(ProbeTest, TrainingMovesRunningStatistics) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" features: 1 }
    layer { name: "norm" op: "batch_norm(momentum = 0.5)" })txt");
  WriteTensors("w", {{"norm.weight", {1}, {1}},
                     {"norm.bias", {1}, {0}},
                     {"norm.running_mean", {1}, {4}},
                     {"norm.running_var", {1}, {6}}});
  WriteTensors("x", {{"input", {2, 1}, {1, 3}}});
  nlohmann::json running = RunJson(Arguments({"--mode", "train"}))["running"];
  EXPECT_EQ(running["norm.running_mean"], nlohmann::json({3.0}));
  EXPECT_EQ(running["norm.running_var"], nlohmann::json({4.0}));
  running = RunJson(Arguments({"--mode", "eval"}))["running"];
  EXPECT_EQ(running["norm.running_mean"], nlohmann::json({4.0}));
}

// Files are channels first, at every step.
TEST_F(ProbeTest, ReadsAndWritesImagesChannelsFirst) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 2
    input { name: "x" channels: 2 height: 1 width: 2 temporal: true }
    layer { name: "fire" op: "if" })txt");
  WriteTensors("w", {});
  // [T,N,C,H,W] = [2,1,2,1,2]
  WriteTensors("x", {{"input", {2, 1, 2, 1, 2}, {2, 0, 0, 0, 0, 2, 0, 2}}});
  const nlohmann::json json = RunJson(Arguments({}));
  EXPECT_EQ(json["logits"],
            nlohmann::json::parse("[[[[[1,0]],[[0,0]]]],[[[[0,1]],[[0,1]]]]]"));
  EXPECT_EQ(json["firing_rates"]["fire"], 3 / 8.0);
}

TEST_F(ProbeTest, FlattensChannelsFirst) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" channels: 2 height: 1 width: 3 }
    layer { name: "flat" op: "flatten" })txt");
  WriteTensors("w", {});
  WriteTensors("x", {{"x", {1, 2, 1, 3}, {1, 2, 3, 4, 5, 6}}});
  EXPECT_EQ(RunJson(Arguments({}))["logits"],
            nlohmann::json::parse("[[1, 2, 3, 4, 5, 6]]"));
}

TEST_F(ProbeTest, WarnsOfNumbersThatAreNotFinite) {
  WriteTensors("x", {{"input", {1, 2}, {NAN, 0}}});
  Write("m.prototxt", R"txt(
    name: "m" steps: 1  input { name: "x" features: 2 }
    layer { name: "a" op: "linear(features = 1)" })txt");
  WriteTensors("w", {{"a.weight", {1, 2}, {1, 1}}, {"a.bias", {1}, {0}}});
  const Outcome outcome = Run(Arguments({"--json"}));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err,
            "synfire: warning: 1 number is not finite and printed as null; "
            "the first is logits[0][0]\n");
  EXPECT_TRUE(nlohmann::json::parse(outcome.out)["logits"][0][0].is_null());
}

TEST_F(ProbeTest, ListsAllThatIsWrongWithWeights) {
  WriteTensors("w", {{"a.weight", {2, 3}, {0, 0, 0, 0, 0, 0}},
                     {"a.bias", {2}, {0, 0}},
                     {"b.weigth", {2, 2}, {0, 0, 0, 0}},
                     {"b.bias", {2}, {0, 0}}});
  ExpectMistake(Arguments({}),
                "w: the tensors are not those of this model:\n"
                "  another shape: a.weight is [2,3], expected [2,2]\n"
                "  missing: b.weight [2,2]\n"
                "  left over: b.weigth [2,2]");
  ExpectMistake({"probe", "m.prototxt", "--weights", "nosuch", "--input", "x"},
                "cannot open 'nosuch': No such file or directory");
}

TEST_F(ProbeTest, SaysWhatIsWrongWithInputs) {
  WriteTensors("x", {{"inptu", {1, 2}, {0, 0}}});
  ExpectMistake(Arguments({}),
                "x: nothing reads the tensor 'inptu'; expected input, labels");
  WriteTensors("x", {});
  ExpectMistake(Arguments({}),
                "x: tensor 'input' is missing; expected [N,F] = [N,2]");
  WriteTensors("x", {{"input", {1, 3}, {0, 0, 0}}});
  ExpectMistake(Arguments({}),
                "x: tensor 'input' is [1,3], input 'x' of the model "
                "(m.prototxt:2) is [N,F] = [N,2]");
  WriteTensors("x", {{"input", {0, 2}, {}}});
  ExpectMistake(Arguments({}), "x: there is no sample");
  WriteTensors("x", {{"input", {1, 2}, {0, 0}}, {"labels", {2}, {0, 0}, true}});
  ExpectMistake(Arguments({}),
                "x: tensor 'labels' is [2], expected [1]: one for each sample");
  WriteTensors("x", {{"input", {1, 2}, {0, 0}}, {"labels", {1}, {2}, true}});
  ExpectMistake(Arguments({}),
                "x: tensor 'labels': element 0 is 2, expected 0 to 1: the "
                "network has 2 outputs");
}

TEST_F(ProbeTest, TimeStepsAreTheModels) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 4  input { name: "x" features: 1 temporal: true }
    layer { name: "rate" op: "mean_time" })txt");
  WriteTensors("w", {});
  WriteTensors("x", {{"input", {3, 1, 1}, {1, 2, 6}}});
  ExpectMistake(Arguments({}),
                "x: tensor 'input' has 3 time steps, the model 4; change the "
                "file, or --set steps=3");
  EXPECT_EQ(RunJson(Arguments({"--set", "steps=3"}))["logits"][0][0], 3.0);
}

}  // namespace
}  // namespace synfire
