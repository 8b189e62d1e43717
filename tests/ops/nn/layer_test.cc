// What the layers of ops/nn add to a graph: variables with their shapes and
// initialisers, nodes, updates; and their errors' exact words.
#include <gtest/gtest.h>

#include <map>

#include "tests/ops/nn/nn_text.h"

namespace synfire {
namespace {

TEST(Conv2dLayer, DefaultsAreTorchs) {
  EXPECT_EQ(Build("conv2d(channels = 4, kernel = 3)", "f32 t[2,7,7,1]"),
            R"(  parameter layer.weight : f32[4,1,3,3] = )"
            R"(kaiming_uniform(fan = in, slope = 2.23606797749979)
  parameter layer.bias : f32[4] = uniform(bound = 0.3333333333333333)
  layer = conv2d(x, layer.weight, layer.bias) )"
            R"({stride = [1, 1], pad = [0, 0], dilation = [1, 1], groups = 1, )"
            R"(operands = f32, result = f32})"
            R"( : f32 t[2,5,5,4]
  output y = layer)");
}

TEST(Conv2dLayer, PassesItsAttributesOn) {
  EXPECT_EQ(Build("conv2d(channels = 6, kernel = [3, 1], stride = 2, "
                  "pad = [1, 0], groups = 2, bias = false, "
                  "init = kaiming_normal(fan = out))",
                  "f32[2,7,7,4]"),
            R"(  parameter layer.weight : f32[6,2,3,1] = )"
            R"(kaiming_normal(fan = out)
  layer = conv2d(x, layer.weight) )"
            R"({stride = [2, 2], pad = [1, 0], dilation = [1, 1], groups = 2, )"
            R"(operands = f32, result = f32})"
            R"( : f32[2,4,4,6]
  output y = layer)");
}

TEST(Conv2dLayer, SaysWhatDoesNotFit) {
  const char* plain = "conv2d(channels = 4, kernel = 5)";
  EXPECT_EQ(Build(plain, "f32[8,8]"), "x is [8,8], expected 4 axes [N,H,W,C]");
  EXPECT_EQ(Build(plain, "f32[2,3,3,1]"),
            "kernel 5x5 does not fit the 3x3 input with pad 0");
  EXPECT_EQ(
      Build("conv2d(channels = 6, kernel = 1, groups = 3)", "f32[2,3,3,4]"),
      "groups = 3 does not divide the 4 channels of x");
  EXPECT_EQ(
      Build("conv2d(channels = 6, kernel = 1, groups = 4)", "f32[2,3,3,4]"),
      "groups = 4 does not divide channels = 6");
  EXPECT_EQ(Build("conv2d(channels = 6, kernel = 1, bias = false, "
                  "bias_init = constant)",
                  "f32[2,3,3,4]"),
            "bias_init is given, but bias = false");
  EXPECT_EQ(Build("conv2d(channels = 0, kernel = 1)", "f32[2,3,3,4]"),
            "column 19: conv2d: channels = 0 is out of range; expected >= 1 "
            "and <= 1073741824");
  EXPECT_EQ(Build("conv2d(kernel = 1)", "f32[2,3,3,4]"),
            "column 1: conv2d: 'channels' is missing; expected an integer");
}

TEST(LinearLayer, DefaultsAreTorchs) {
  EXPECT_EQ(Build("linear(features = 10)", "f64 t[8,16]"),
            R"(  parameter layer.weight : f64[10,16] = )"
            R"(kaiming_uniform(fan = in, slope = 2.23606797749979)
  parameter layer.bias : f64[10] = uniform(bound = 0.25)
  layer = linear(x, layer.weight, layer.bias) {operands = f32, result = f32} : f64 t[8,10]
  output y = layer)");
}

TEST(LinearLayer, TakesInitialisers) {
  EXPECT_EQ(Build("linear(features = 2, init = constant(value = 1), "
                  "bias_init = constant(value = 0))",
                  "f32[8,16]"),
            R"(  parameter layer.weight : f32[2,16] = constant(value = 1)
  parameter layer.bias : f32[2] = constant(value = 0)
  layer = linear(x, layer.weight, layer.bias) {operands = f32, result = f32} : f32[8,2]
  output y = layer)");
}

// What `layer` says of its operands in a run that takes them for `operands`.
std::string OperandsIn(const std::string& layer, const std::string& x,
                       DType operands) {
  const std::string text = Build(layer, x, Mode::kTraining, 4, operands);
  const size_t at = text.find("operands = ");
  if (at == std::string::npos) return text;
  const size_t end = text.find(", result", at);
  return text.substr(at, end == std::string::npos ? end : end - at);
}

TEST(LayersThatMultiply, TakeTheirOperandsAsTheRunDoes) {
  for (const auto& [layer, x] : std::map<std::string, std::string>{
           {"conv2d(channels = 4, kernel = 1", "f32[8,2,2,3]"},
           {"linear(features = 4", "f32[8,16]"}}) {
    EXPECT_EQ(OperandsIn(layer + ")", x, DType::kF32), "operands = f32");
    EXPECT_EQ(OperandsIn(layer + ")", x, DType::kBF16), "operands = bf16");
    // But for one that says it.
    EXPECT_EQ(OperandsIn(layer + ", operands = bf16)", x, DType::kF32),
              "operands = bf16");
    EXPECT_EQ(OperandsIn(layer + ", operands = f32)", x, DType::kBF16),
              "operands = f32");
  }
}

TEST(LayersThatMultiply, RoundNothingButF32) {
  const char* const words = "operands = bf16 rounds f32, the network is f64";
  EXPECT_EQ(OperandsIn("linear(features = 4)", "f64[8,16]", DType::kBF16),
            words);
  EXPECT_EQ(OperandsIn("conv2d(channels = 4, kernel = 1, operands = bf16)",
                       "f64[8,2,2,3]", DType::kF32),
            words);
  EXPECT_EQ(OperandsIn("linear(features = 4, operands = f32)", "f64[8,16]",
                       DType::kBF16),
            "operands = f32");
}

TEST(LinearLayer, SendsImagesToFlatten) {
  EXPECT_EQ(Build("linear(features = 10)", "f32[8,4,4,3]"),
            "x is [8,4,4,3], expected 2 axes [N,I]; put a flatten layer "
            "before");
  EXPECT_EQ(Build("linear(features = 10)", "f32[8]"),
            "x is [8], expected 2 axes [N,I]");
}

const char kNormVariables[] =
    R"(  parameter layer.weight : f32[3] = constant(value = 1.0)
  parameter layer.bias : f32[3] = constant(value = 0.0)
  state layer.running_mean : f32[3] = constant(value = 0.0)
  state layer.running_var : f32[3] = constant(value = 1.0)
)";

std::string TrainedNorm(const std::string& x, const std::string& factor) {
  return std::string(kNormVariables) +
         R"(  layer, layer.mean, layer.variance = )" +
         R"(batch_norm(x, layer.weight, layer.bias) {epsilon = 1e-05} : )" + x +
         R"(, f32[3], f32[3]
  layer.next_mean = running_average(layer.running_mean, layer.mean) )" +
         R"({momentum = 0.1, factor = 1.0} : f32[3]
  layer.next_var = running_average(layer.running_var, layer.variance) )" +
         R"({momentum = 0.1, factor = )" + factor + R"(} : f32[3]
  update layer.running_mean = layer.next_mean
  update layer.running_var = layer.next_var
  output y = layer)";
}

TEST(BatchNormLayer, CountsStepsOfATemporalInputInTheUnbiasedVariance) {
  // 4 steps of 2 rows: 8 / 7; of 2 x 1 x 2 positions: 16 / 15.
  EXPECT_EQ(Build("batch_norm", "f32 t[2,3]"),
            TrainedNorm("f32 t[2,3]", "1.1428571428571428"));
  EXPECT_EQ(Build("batch_norm", "f32 t[2,1,2,3]"),
            TrainedNorm("f32 t[2,1,2,3]", "1.0666666666666667"));
}

TEST(BatchNormLayer, CountsAStaticInputOnce) {
  EXPECT_EQ(Build("batch_norm", "f32[5,3]"), TrainedNorm("f32[5,3]", "1.25"));
}

TEST(BatchNormLayer, UsesRunningStatisticsInEvaluation) {
  EXPECT_EQ(Build("batch_norm(epsilon = 0.5)", "f32 t[2,3]", Mode::kEvaluation),
            std::string(kNormVariables) +
                R"(  layer = norm_apply(x, layer.weight, layer.bias, )" +
                R"(layer.running_mean, layer.running_var) {epsilon = 0.5})" +
                R"( : f32 t[2,3]
  output y = layer)");
}

TEST(BatchNormLayer, NeedsTwoValuesAChannelToTrain) {
  EXPECT_EQ(Build("batch_norm", "f32[1,3]"),
            "x is [1,3], which has 1 value a channel; its variance, which "
            "training needs, takes 2 or more");
  EXPECT_EQ(Build("batch_norm", "f32[3]"),
            "x is [3], expected at least 2 axes [*,C]");
}

TEST(DropoutLayer, DrawsInTrainingAlone) {
  EXPECT_EQ(Build("dropout", "f32 t[2,3]"),
            R"(  input seed : i64[]
  input step : i64[]
  layer = dropout(x, seed, step) {probability = 0.5, key = layer} : )"
            R"(f32 t[2,3]
  output y = layer)");
  EXPECT_EQ(Build("dropout", "f32 t[2,3]", Mode::kEvaluation),
            "  output y = x");
}

TEST(PoolLayers, AreTheirOps) {
  EXPECT_EQ(Build("max_pool2d(kernel = 2)", "f32[2,4,4,3]"),
            R"(  layer, layer.argmax = max_pool2d(x) )"
            R"({kernel = [2, 2], stride = none, pad = [0, 0]} : )"
            R"(f32[2,2,2,3], u8[2,2,2,3]
  output y = layer)");
  EXPECT_EQ(Build("avg_pool2d(kernel = 2, stride = 1)", "f32[2,4,4,3]"),
            R"(  layer = avg_pool2d(x) {kernel = [2, 2], stride = [1, 1], )"
            R"(pad = [0, 0], count_include_pad = true} : f32[2,3,3,3]
  output y = layer)");
  EXPECT_EQ(Build("global_avg_pool", "f32[2,4,4,3]"),
            R"(  layer = global_avg_pool(x) : f32[2,3]
  output y = layer)");
  EXPECT_EQ(Build("flatten", "f32[2,4,4,3]"),
            R"(  layer = flatten(x) : f32[2,48]
  output y = layer)");
}

}  // namespace
}  // namespace synfire
