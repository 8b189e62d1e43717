// The reference kernels of ops/nn on numbers that can be checked by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "graph/ir/text.h"
#include "tests/ops/evaluate.h"
#include "tests/ops/nn/nn_text.h"

namespace synfire {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

using Numbers = std::vector<double>;

// The elements of `output` in the graph whose lines are `text`.
Numbers Compute(const std::string& text,
                const std::map<std::string, Numbers>& given,
                const std::string& output = "y", int64_t steps = 2) {
  const auto graph = GraphFromText(
      absl::StrCat("graph \"g\" steps ", steps, " {\n", text, "\n}\n"),
      &NnCatalog().ops);
  if (!graph.ok()) {
    ADD_FAILURE() << graph.status().message();
    return {};
  }
  std::map<std::string, Bytes> bytes;
  for (const auto& [name, numbers] : given) {
    bytes[name] =
        FromDoubles(graph->type(graph->FindValue(name)).dtype, numbers);
  }
  const auto values = Evaluate(*graph, bytes);
  if (!values.ok()) {
    ADD_FAILURE() << values.status().message();
    return {};
  }
  const ValueId id = graph->FindValue(output);
  return ToDoubles(graph->type(id).dtype, (*values)[id]);
}

// The neighbours of 1 among bfloat16's are 2^-7 away: what is nearer becomes 1.
TEST(OperandsInBf16, AreRoundedButNoBiasAndNoResult) {
  const double near = 1 + 0x1p-9, below = 1 - 0x1p-12;
  const std::string linear =
      "input x : f32[1,2]\n input w : f32[1,2]\n input b : f32[1]\n"
      "y = linear(x, w, b) {operands = ";
  const std::map<std::string, Numbers> given = {
      {"x", {near, 1}}, {"w", {3, below}}, {"b", {0x1p-12}}};
  EXPECT_THAT(Compute(linear + "f32}", given),
              ElementsAre(static_cast<float>(3 * near + below + 0x1p-12)));
  EXPECT_THAT(Compute(linear + "bf16}", given), ElementsAre(4 + 0x1p-12));
  // In f64 the same numbers are rounded the same way.
  EXPECT_THAT(Compute("input x : f64[1,1,1,2]\n input w : f64[1,2,1,1]\n"
                      "y = conv2d(x, w) {operands = bf16}",
                      {{"x", {near, 1}}, {"w", {3, below}}}),
              ElementsAre(4));
}

TEST(OperandsInBf16, AreRoundedInGradients) {
  const double near = 1 + 0x1p-9;
  EXPECT_THAT(Compute("input dy : f32[1,1]\n input w : f32[1,2]\n"
                      "y = linear_grad_input(dy, w) {operands = bf16}",
                      {{"dy", {near}}, {"w", {near, 5}}}),
              ElementsAre(1, 5));
  EXPECT_THAT(Compute("input x : f32[1,2]\n input dy : f32[1,1]\n"
                      "y = linear_grad_weight(x, dy) {operands = bf16}",
                      {{"x", {near, 3}}, {"dy", {near}}}),
              ElementsAre(1, 3));
  EXPECT_THAT(
      Compute("input dy : f32[1,1,1,1]\n input w : f32[1,1,1,1]\n"
              "y = conv2d_grad_input(dy, w) {size = 1, operands = bf16}",
              {{"dy", {near}}, {"w", {near}}}),
      ElementsAre(1));
  EXPECT_THAT(
      Compute("input x : f32[1,1,1,1]\n input dy : f32[1,1,1,1]\n"
              "y = conv2d_grad_weight(x, dy) {kernel = 1, operands = bf16}",
              {{"x", {near}}, {"dy", {near}}}),
      ElementsAre(1));
}

TEST(ResultInBf16, IsRoundedWithItsBiasToTheEvenOneOfTwo) {
  const std::string linear =
      "input x : f32[1,1]\n input w : f32[3,1]\n input b : f32[3]\n"
      "y = linear(x, w, b) {operands = bf16, result = bf16}";
  EXPECT_THAT(Compute(linear, {{"x", {1}},
                               {"w", {1, 1, 1}},
                               {"b", {0x1p-8, 3 * 0x1p-8, 0x1p-8 + 0x1p-20}}}),
              ElementsAre(1, 1 + 0x1p-6, 1 + 0x1p-7));
  EXPECT_THAT(Compute("input x : f64[1,1,1,1]\n input w : f64[1,1,1,1]\n"
                      "input b : f64[1]\n"
                      "y = conv2d(x, w, b) {operands = bf16, result = bf16}",
                      {{"x", {1}}, {"w", {1}}, {"b", {3 * 0x1p-8}}}),
              ElementsAre(1 + 0x1p-6));
}

TEST(Conv2d, CrossCorrelatesWithZerosOutside) {
  //  1 2 3        1 0
  //  4 5 6   with 0 2   and bias 10; the padded row and column add 2 x.
  //  7 8 9
  const Numbers x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Numbers weight = {1, 0, 0, 2};
  const std::string inputs =
      "input x : f32[1,3,3,1]\n input w : f32[1,1,2,2]\n input b : f32[1]\n";
  EXPECT_THAT(Compute(inputs + "y = conv2d(x, w, b)",
                      {{"x", x}, {"w", weight}, {"b", {10}}}),
              ElementsAre(10 + 1 + 10, 10 + 2 + 12, 10 + 4 + 16, 10 + 5 + 18));
  EXPECT_THAT(Compute(inputs + "y = conv2d(x, w, b) {stride = 2, pad = 1}",
                      {{"x", x}, {"w", weight}, {"b", {10}}}),
              ElementsAre(10 + 2, 10 + 6, 10 + 14, 10 + 5 + 18));
  EXPECT_THAT(Compute(inputs + "y = conv2d(x, w, b) {dilation = 2}",
                      {{"x", x}, {"w", weight}, {"b", {10}}}),
              ElementsAre(10 + 1 + 18));
}

TEST(Conv2d, KeepsGroupsApart) {
  // Two positions of four channels; group 0 sums its two, group 1 subtracts.
  EXPECT_THAT(
      Compute("input x : f32[1,1,2,4]\n input w : f32[2,2,1,1]\n"
              "y = conv2d(x, w) {groups = 2}",
              {{"x", {1, 2, 3, 5, 10, 20, 30, 50}}, {"w", {1, 1, 1, -1}}}),
      ElementsAre(3, -2, 30, -20));
}

TEST(Conv2dGradWeight, AStillImageServesAllSteps) {
  // dy of the two steps adds up: (1 + 10) * x0 + (2 + 20) * x1.
  EXPECT_THAT(Compute("input x : f32[1,1,2,1]\n input dy : f32 t[1,1,2,1]\n"
                      "y = conv2d_grad_weight(x, dy) {kernel = 1}",
                      {{"x", {3, 5}}, {"dy", {1, 2, 10, 20}}}),
              ElementsAre(11 * 3 + 22 * 5));
}

TEST(Linear, MultipliesRowsOfTheWeight) {
  EXPECT_THAT(
      Compute(
          "input x : f32 t[1,2]\n input w : f32[3,2]\n"
          "input b : f32[3]\n y = linear(x, w, b)",
          {{"x", {1, 2, 3, 4}}, {"w", {1, 0, 0, 1, 1, 1}}, {"b", {0, 0, 100}}}),
      ElementsAre(1, 2, 103, 3, 4, 107));
}

TEST(ChannelSum, SumsRowsAndSteps) {
  EXPECT_THAT(Compute("input x : f32 t[2,2]\n y = channel_sum(x)",
                      {{"x", {1, 2, 3, 4, 5, 6, 7, 8}}}),
              ElementsAre(16, 20));
}

TEST(BatchNorm, NormalisesOverTime) {
  // Channel 0 is 1, 3 over time (mean 2, variance 1), channel 1 is 0, 8.
  const std::string text =
      "input x : f64 t[1,2]\n input s : f64[2]\n input b : f64[2]\n"
      "y, m, v = batch_norm(x, s, b) {epsilon = 9}";
  const std::map<std::string, Numbers> given = {
      {"x", {1, 0, 3, 8}}, {"s", {1, 5}}, {"b", {0, 7}}};
  EXPECT_THAT(Compute(text, given, "m"), ElementsAre(2, 4));
  EXPECT_THAT(Compute(text, given, "v"), ElementsAre(1, 16));
  EXPECT_THAT(
      Compute(text, given),
      Pointwise(DoubleNear(1e-15), Numbers{-1 / std::sqrt(10), 7 - 4.0,
                                           1 / std::sqrt(10), 7 + 4.0}));
}

TEST(NormApply, NormalisesByGivenStatistics) {
  EXPECT_THAT(
      Compute("input x : f32[2,1]\n input s : f32[1]\n input b : f32[1]\n"
              "input m : f32[1]\n input v : f32[1]\n"
              "y = norm_apply(x, s, b, m, v) {epsilon = 1}",
              {{"x", {1, 5}}, {"s", {6}}, {"b", {2}}, {"m", {3}}, {"v", {8}}}),
      ElementsAre(-2, 6));
}

TEST(RunningAverage, WeighsTheNewValueByMomentum) {
  EXPECT_THAT(Compute("input r : f64[1]\n input b : f64[1]\n"
                      "y = running_average(r, b) {momentum = 0.25, factor = 2}",
                      {{"r", {8}}, {"b", {10}}}),
              ElementsAre(6 + 5));
}

TEST(MaxPool2d, FirstMaximumWinsAndANanIsLargest) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string text =
      "input x : f32[1,2,4,1]\n y, a = max_pool2d(x) {kernel = 2}";
  const Numbers x = {0, 7, 1,   2,  //
                     7, 1, nan, 9};
  EXPECT_THAT(Compute(text, {{"x", x}}, "a"), ElementsAre(1, 2));
  EXPECT_THAT(Compute(text, {{"x", x}}), ElementsAre(7, testing::IsNan()));
}

TEST(MaxPool2d, PaddingNeverWins) {
  const std::string text =
      "input x : f32[1,2,2,1]\n"
      "y, a = max_pool2d(x) {kernel = 2, stride = 2, pad = 1}";
  const Numbers x = {-1, -2, -3, -4};
  EXPECT_THAT(Compute(text, {{"x", x}}), ElementsAre(-1, -2, -3, -4));
  EXPECT_THAT(Compute(text, {{"x", x}}, "a"), ElementsAre(3, 2, 1, 0));
}

TEST(MaxPool2dGrad, SumsWhereWindowsOverlap) {
  // Both windows chose the middle position.
  EXPECT_THAT(Compute("input dy : f32[1,1,2,1]\n input a : u8[1,1,2,1]\n"
                      "y = max_pool2d_grad(dy, a) "
                      "{kernel = [1, 2], stride = 1, size = [1, 3]}",
                      {{"dy", {5, 6}}, {"a", {1, 0}}}),
              ElementsAre(0, 11, 0));
}

TEST(AvgPool2d, CountsPaddingUnlessTold) {
  const Numbers x = {4, 8, 12, 16};
  const std::string input = "input x : f32[1,2,2,1]\n";
  EXPECT_THAT(Compute(input + "y = avg_pool2d(x) {kernel = 2}", {{"x", x}}),
              ElementsAre(10));
  EXPECT_THAT(
      Compute(input + "y = avg_pool2d(x) {kernel = 2, pad = 1}", {{"x", x}}),
      ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Compute(input + "y = avg_pool2d(x) {kernel = 2, pad = 1, "
                              "count_include_pad = false}",
                      {{"x", x}}),
              ElementsAre(4, 8, 12, 16));
}

TEST(GlobalAvgPool, AveragesEachChannel) {
  EXPECT_THAT(Compute("input x : f32 t[1,1,2,2]\n y = global_avg_pool(x)",
                      {{"x", {1, 10, 3, 30, 5, 50, 7, 70}}}),
              ElementsAre(2, 20, 6, 60));
}

TEST(Flatten, OrdersChannelsFirst) {
  const Numbers x = {1, 10, 2, 20, 3, 30, 4, 40};  // [1,2,2,2]
  EXPECT_THAT(Compute("input x : f32[1,2,2,2]\n y = flatten(x)", {{"x", x}}),
              ElementsAre(1, 2, 3, 4, 10, 20, 30, 40));
  EXPECT_EQ(Compute("input x : f32[1,2,2,2]\n f = flatten(x)\n"
                    "y = unflatten(f) {shape = [2, 2, 2]}",
                    {{"x", x}}),
            x);
  EXPECT_THAT(
      Compute("input x : f32[2,2]\n y = flatten(x)", {{"x", {1, 2, 3, 4}}}),
      ElementsAre(1, 2, 3, 4));
}

Numbers DropoutOfOnes(double probability, double seed, double step,
                      const std::string& key) {
  return Compute(
      absl::StrCat("input x : f32 t[1000]\n input seed : i64[]\n"
                   "input step : i64[]\n y = dropout(x, seed, step) "
                   "{probability = ",
                   probability, ", key = '", key, "'}"),
      {{"x", Numbers(2000, 1.0)}, {"seed", {seed}}, {"step", {step}}});
}

TEST(Dropout, DropsTheSameAtEveryStepAndScalesTheRest) {
  const Numbers y = DropoutOfOnes(0.2, 1, 0, "a");
  int dropped = 0;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(y[i] == 0 || y[i] == 1.25) << y[i];
    EXPECT_EQ(y[i], y[1000 + i]);
    dropped += y[i] == 0;
  }
  EXPECT_NEAR(dropped, 200, 5 * std::sqrt(1000 * 0.2 * 0.8));
}

TEST(Dropout, DependsOnSeedStepAndKey) {
  const Numbers y = DropoutOfOnes(0.5, 1, 0, "a");
  EXPECT_EQ(DropoutOfOnes(0.5, 1, 0, "a"), y);
  EXPECT_NE(DropoutOfOnes(0.5, 2, 0, "a"), y);
  EXPECT_NE(DropoutOfOnes(0.5, 1, 1, "a"), y);
  EXPECT_NE(DropoutOfOnes(0.5, 1, 0, "b"), y);
}

TEST(Dropout, KeepsAllOrNone) {
  EXPECT_EQ(DropoutOfOnes(0, 1, 0, "a"), Numbers(2000, 1.0));
  EXPECT_EQ(DropoutOfOnes(1, 1, 0, "a"), Numbers(2000, 0.0));
}

}  // namespace
}  // namespace synfire
