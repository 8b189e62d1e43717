#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// 3 steps; [N,4,4,1] -> conv 2x[4,4] static -> norm -> if -> [N,32] -> rate ->
// 5 classes.
constexpr char kModel[] = R"txt(
  name: "m" steps: 3  input { name: "x" channels: 1 height: 4 width: 4 }
  layer { name: "conv" op: "conv2d(channels = 2, kernel = 3, pad = 1, bias = false)" }
  layer { name: "norm" op: "batch_norm" }
  layer { name: "fire" op: "if" }
  layer { name: "flat" op: "flatten" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "fc" op: "linear(features = 5)" })txt";

class SummaryTest : public ProgramTest {
 protected:
  SummaryTest() { Write("m.prototxt", kModel); }
};

TEST_F(SummaryTest, CountsByHand) {
  const nlohmann::json json =
      RunJson({"summary", "m.prototxt", "--batch", "2"});
  EXPECT_EQ(json["name"], "m");
  EXPECT_EQ(json["steps"], 3);
  EXPECT_EQ(json["batch"], 2);
  EXPECT_EQ(json["parameters"], 2 * 9 + 2 * 2 + 32 * 5 + 5);
  EXPECT_EQ(json["trainable_parameters"], json["parameters"]);
  EXPECT_EQ(json["statistics"], 2 * 2);
  EXPECT_EQ(json["spiking_neurons_per_step"], 2 * 4 * 4);
  ASSERT_EQ(json["layers"].size(), 6);
  const nlohmann::json conv = json["layers"][0], fire = json["layers"][2],
                       fc = json["layers"][5];
  EXPECT_EQ(conv["path"], "conv");
  EXPECT_THAT(conv["op"], HasSubstr("conv2d(channels = 2, kernel = [3, 3]"));
  EXPECT_EQ(conv["shape"], nlohmann::json({2, 4, 4, 2}));
  EXPECT_EQ(conv["temporal"], false);
  EXPECT_EQ(conv["parameters"], 18);
  EXPECT_EQ(conv["flops"], 2 * 2 * 4 * 4 * 2 * 9);  // once, not 3 times
  EXPECT_EQ(fire["temporal"], true);
  EXPECT_EQ(fire["parameters"], 0);
  EXPECT_EQ(fc["parameters"], 165);
  EXPECT_EQ(fc["flops"], 2 * 2 * 32 * 5);
}

// f32 kernels say why they do not take what is rounded.
TEST_F(SummaryTest, PlansThePrecisionOfATrainingFile) {
  const std::string why = "operands = bf16, this takes f32";
  const auto explained = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"summary", "--explain"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome outcome = Run(all);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.err;
  };
  Write("t.prototxt", R"txt(
    model: "m.prototxt" precision: BF16
    train { data: "mnist(split = train)" batch: 4 }
    loss: "cross_entropy" optimizer: "sgd(lr = 0.1)" epochs: 1 output: "o")txt");
  EXPECT_THAT(explained({"m.prototxt"}), Not(HasSubstr(why)));
  EXPECT_THAT(explained({"m.prototxt", "--precision", "bf16"}), HasSubstr(why));
  EXPECT_THAT(explained({"t.prototxt"}), HasSubstr(why));
  EXPECT_THAT(explained({"t.prototxt", "--precision", "fp32"}),
              Not(HasSubstr(why)));
}

TEST_F(SummaryTest, PlansMemory) {
  const nlohmann::json json = RunJson({"summary", "m.prototxt"});
  const nlohmann::json inference = json["memory"]["inference"],
                       step = json["memory"]["training_step"];
  EXPECT_EQ(inference["variables"], 4 * (187 + 4));
  // sgd with momentum keeps a velocity for each parameter.
  EXPECT_EQ(step["variables"], 4 * (187 + 4 + 187));
  EXPECT_GE(step["arena"], step["lower_bound"]);
  EXPECT_GT(step["arena"], inference["arena"]);
  EXPECT_EQ(step["ratio"],
            step["arena"].get<double>() / step["lower_bound"].get<double>());
  EXPECT_GT(json["flops"]["training_step"], json["flops"]["forward"]);
  EXPECT_EQ(json["loss"], "cross_entropy");
}

TEST_F(SummaryTest, TakesTheTrainingFilesStep) {
  Write("t.prototxt", R"txt(
    model: "m.prototxt"  train { data: "mnist(split = train)" batch: 7 }
    loss: "mse_rate"  optimizer: "adam(lr = 0.1)"  epochs: 1  output: "run")txt");
  const nlohmann::json json = RunJson({"summary", "t.prototxt"});
  EXPECT_EQ(json["batch"], 7);
  EXPECT_EQ(json["loss"], "mse_rate");
  EXPECT_EQ(json["optimizer"], "adam(lr = 0.1)");
  EXPECT_EQ(json["memory"]["training_step"]["variables"],
            4 * (187 + 4 + 2 * 187));
  const std::string text =
      RunOk({"summary", "t.prototxt", "--loss", "cross_entropy", "--optimizer",
             "sgd(lr = 1)"});
  EXPECT_THAT(text, HasSubstr("cross_entropy, sgd(lr = 1) (as the options "
                              "say)"));
}

TEST_F(SummaryTest, SaysWhatItAssumes) {
  const std::string text = RunOk({"summary", "m.prototxt"});
  EXPECT_THAT(text, HasSubstr("m: 3 time steps, batch 1\n"));
  EXPECT_THAT(text, HasSubstr("3 x [1,4,4,2]"));
  EXPECT_THAT(text, HasSubstr("(assumed, the file is a bare model)"));
}

TEST_F(SummaryTest, WithoutLogitsThereIsOnlyInference) {
  Write("spikes.prototxt", R"txt(
    name: "m" steps: 3  input { name: "x" features: 4 }
    layer { name: "fire" op: "if" })txt");
  const nlohmann::json json = RunJson({"summary", "spikes.prototxt"});
  EXPECT_TRUE(json["memory"]["training_step"].is_null());
  EXPECT_TRUE(json["flops"]["training_step"].is_null());
  EXPECT_TRUE(json["loss"].is_null());
  EXPECT_THAT(RunOk({"summary", "spikes.prototxt"}),
              HasSubstr("does not end in static logits [N,K]"));
}

TEST_F(SummaryTest, SaysWhatMemoryHolds) {
  const nlohmann::json json = RunJson(
      {"summary", "m.prototxt", "--memory-limit", "1MB", "--batch", "2"});
  const nlohmann::json step = json["memory"]["training_step"];
  const nlohmann::json usage = step["usage"];
  EXPECT_EQ(usage["parameters"], 4 * 187);
  EXPECT_EQ(usage["states"], 4 * (4 + 187));
  EXPECT_EQ(int64_t{usage["kept"]} + int64_t{usage["gradients"]} +
                int64_t{usage["passing"]} + int64_t{usage["inputs"]} +
                int64_t{usage["scratch"]},
            step["lower_bound"]);
  EXPECT_EQ(step["recomputed"], 0);
  EXPECT_EQ(json["memory"]["limit"], 1000000);
  EXPECT_GE(json["memory"]["largest_batch"], 2);
  EXPECT_THAT(RunOk({"summary", "m.prototxt", "--memory"}),
              HasSubstr("fullest at "));
}

TEST_F(SummaryTest, BoundsOpsOnAMachine) {
  const nlohmann::json json =
      RunJson({"summary", "m.prototxt", "--machine", "1e9,1e6"});
  double seconds = 0, flops = 0;
  for (const auto& op : json["bounds"]["training_step"]) {
    const double bytes = double{op["read_bytes"]} + double{op["written_bytes"]};
    EXPECT_GE(double{op["seconds"]} * (1 + 1e-9), double{op["flops"]} / 1e9);
    EXPECT_GE(double{op["seconds"]} * (1 + 1e-9), bytes / 1e6);
    EXPECT_LE(op["seconds"], double{op["flops"]} / 1e9 + bytes / 1e6);
    seconds += double{op["seconds"]};
    flops += double{op["flops"]};
  }
  EXPECT_EQ(flops, json["flops"]["training_step"]);
  EXPECT_GT(seconds, 0);
  EXPECT_THAT(RunOk({"summary", "m.prototxt", "--machine", "8e14,3e12"}),
              HasSubstr("On a machine of 800 TFLOP/s and 3000 GB/s"));
  EXPECT_TRUE(RunJson({"summary", "m.prototxt"})["bounds"].is_null());
  EXPECT_EQ(Run({"summary", "m.prototxt", "--machine", "0,1"}).exit_code, 2);
  EXPECT_EQ(Run({"summary", "m.prototxt", "--machine", "1"}).exit_code, 2);
}

TEST_F(SummaryTest, RefusesALimitThatNothingFits) {
  const auto error = [&](const std::string& limit) {
    const Outcome outcome =
        Run({"summary", "m.prototxt", "--memory-limit", limit});
    EXPECT_EQ(outcome.exit_code, 2);
    return outcome.err;
  };
  EXPECT_THAT(error("100"),
              HasSubstr("the memory limit is 100 bytes: lower the batch; not "
                        "even one image fits"));
  EXPECT_THAT(error("0"), HasSubstr("--memory-limit: Value 0 not in range"));
  EXPECT_THAT(error("1 potato"), HasSubstr("potato unit not recognized"));
}

TEST_F(SummaryTest, NamesAnUnknownLoss) {
  ExpectMistake({"summary", "m.prototxt", "--loss", "cross_entrpy"},
                "m.prototxt: 'cross_entrpy' is no loss; did you mean "
                "'cross_entropy'?");
}

}  // namespace
}  // namespace synfire
