// Arithmetic and movement along time: types, values, the words of errors.
#include "ops/math/math.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/ops/op_text.h"

namespace synfire {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;

const Catalog& Math() {
  static const Catalog* const catalog = [] {
    auto* math = new Catalog;
    AddMathOps(math);
    return math;
  }();
  return *catalog;
}

std::string Infer(absl::string_view op, absl::string_view inputs,
                  int64_t steps = 4) {
  return InferText(Math().ops, op, inputs, steps);
}

std::vector<double> Compute(absl::string_view op,
                            const std::vector<GivenInput>& inputs,
                            int64_t steps = 1) {
  const auto outputs = ComputeOp(Math().ops, op, inputs, steps);
  EXPECT_TRUE(outputs.ok()) << outputs.status();
  return outputs.ok() ? (*outputs)[0] : std::vector<double>();
}

TEST(Add, IsTemporalIfOneInputIs) {
  EXPECT_EQ(Infer("add", "f32[2,3]; f32[2,3]"), "f32[2,3]");
  EXPECT_EQ(Infer("add", "f32[2,3]; f32 t[2,3]; f32[2,3]"), "f32 t[2,3]");
  EXPECT_EQ(Infer("add", "i64[]; i64[]"), "i64[]");
}

TEST(Add, RefusesWhatIsNotAlike) {
  EXPECT_EQ(Infer("add", "f32[3]; f32[4]"), "x1 is [4], expected [3]: like x0");
  EXPECT_EQ(Infer("add", "f32[3]; f64[3]"), "x1 is f64, expected f32 like x0");
  EXPECT_EQ(Infer("add", "u8[3]"), "x0 is u8, expected f32, f64 or i64");
  EXPECT_EQ(Infer("add", ""), "add needs an input 'x' [*]");
}

TEST(Add, CountsExactly) {
  EXPECT_THAT(Compute("add", {{"i64[]", {3e15}}, {"i64[]", {1}}}),
              ElementsAre(3e15 + 1));
}

TEST(Connect, JoinsByG) {
  const std::vector<GivenInput> inputs = {{"f32[4]", {0, 0, 1, 1}},
                                          {"f32[4]", {0, 1, 0, 1}}};
  EXPECT_THAT(Compute("connect(g = ADD)", inputs), ElementsAre(0, 1, 1, 2));
  EXPECT_THAT(Compute("connect(g = AND)", inputs), ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(Compute("connect(g = IAND)", inputs), ElementsAre(0, 1, 0, 0));
}

TEST(Connect, RefusesOtherShapesAndFunctions) {
  EXPECT_EQ(Infer("connect(g = ADD)", "f32[2,4]; f32[2,8]"),
            "shortcut is [2,8], expected [2,4]: like residual");
  EXPECT_EQ(Infer("connect(g = NAND)", "f32[2,4]; f32[2,4]"),
            "column 13: connect: g = NAND is no choice; did you mean 'AND'?");
}

TEST(SumTime, WantsTime) {
  EXPECT_EQ(Infer("sum_time", "f32 t[2,3]"), "f32[2,3]");
  EXPECT_EQ(Infer("sum_time", "f32[2,3]"), "x is static, expected temporal");
}

TEST(MeanTime, PassesAStaticValueThrough) {
  EXPECT_THAT(Compute("mean_time", {{"f32 t[2]", {0, 1, 1, 3}}}, 2),
              ElementsAre(0.5, 2));
  EXPECT_THAT(Compute("mean_time", {{"f32[2]", {4, 5}}}, 2), ElementsAre(4, 5));
}

TEST(MaxTime, TakesTheLargestOrTheFirstNaN) {
  EXPECT_THAT(Compute("max_time", {{"f32 t[2]", {-3, 1, -1, 0}}}, 2),
              ElementsAre(-1, 1));
  EXPECT_THAT(Compute("max_time", {{"f32[2]", {4, 5}}}, 2), ElementsAre(4, 5));
  const double nan = std::nan("");
  EXPECT_THAT(Compute("max_time", {{"f32 t[1]", {7, nan, 8}}}, 3),
              ElementsAre(testing::IsNan()));
}

TEST(MaxTime, GivesTheGradientToTheFirstLargest) {
  EXPECT_THAT(
      Compute("max_time_grad",
              {{"f32 t[2]", {1, 5, 2, 5, 2, 4}}, {"f32[2]", {10, 20}}}, 3),
      ElementsAre(0, 20, 10, 0, 0, 0));
  EXPECT_EQ(Infer("max_time_grad", "f32 t[2]; f32[3]"),
            "dy is [3], expected [2]: like x");
}

TEST(RepeatTime, WantsAStaticValue) {
  EXPECT_THAT(Compute("repeat_time", {{"f32[2]", {4, 5}}}, 2),
              ElementsAre(4, 5, 4, 5));
  EXPECT_EQ(Infer("repeat_time", "f32 t[2]"), "x is temporal, expected static");
}

TEST(StackTime, TakesOneInputAStep) {
  EXPECT_THAT(Compute("stack_time", {{"f32[1]", {4}}, {"f32[1]", {5}}}, 2),
              ElementsAre(4, 5));
  EXPECT_EQ(Infer("stack_time", "f32[2]; f32[2]; f32[2]", 4),
            "3 inputs, expected 4: one a time step");
  EXPECT_EQ(Infer("stack_time", "f32[2]; f32 t[2]", 2),
            "x1 is temporal, expected static");
}

TEST(StepOf, TakesAStepThatThereIs) {
  const GivenInput x{"f32 t[1]", {4, 5, 6}};
  EXPECT_THAT(Compute("step_of(t = 2)", {x}, 3), ElementsAre(6));
  EXPECT_EQ(Infer("step_of(t = 4)", "f32 t[2]", 4),
            "t = 4 is out of range; expected 0 to 3");
}

TEST(PlaceStep, FillsTheOtherStepsWithZero) {
  EXPECT_THAT(Compute("place_step(t = 1)", {{"f32[2]", {4, 5}}}, 3),
              ElementsAre(0, 0, 4, 5, 0, 0));
}

TEST(Delay, ShiftsInZeros) {
  const GivenInput x{"f32 t[1]", {4, 5, 6}};
  EXPECT_THAT(Compute("delay(steps = 1, shape = [1])", {x}, 3),
              ElementsAre(0, 4, 5));
  EXPECT_THAT(Compute("delay(steps = 3, shape = [1])", {x}, 3),
              ElementsAre(0, 0, 0));
  EXPECT_THAT(Compute("advance(steps = 1)", {x}, 3), ElementsAre(5, 6, 0));
  EXPECT_THAT(Compute("advance(steps = 9)", {x}, 3), ElementsAre(0, 0, 0));
}

TEST(Delay, MayStandBeforeItsInput) {
  EXPECT_EQ(Infer("delay(steps = 1, shape = [2,3], dtype = f64)", "_"),
            "f64 t[2,3]");
  EXPECT_EQ(Infer("delay(steps = 1, shape = [2,3])", "f32 t[2,4]"),
            "x is [2,4], expected [2,3]: the delay's attribute");
  EXPECT_EQ(Infer("delay(steps = 1, shape = [2])", "f64 t[2]"),
            "x is f64, expected f32: the delay's attribute");
  EXPECT_EQ(Infer("delay(steps = 0, shape = [2])", "f32 t[2]"),
            "column 15: delay: steps = 0 is out of range; expected >= 1");
}

TEST(Constant, HasItsAttributesType) {
  EXPECT_EQ(Infer("constant(value = 1, shape = [])", ""), "f32[]");
  EXPECT_EQ(Infer("constant(value = 1, shape = [2,3], dtype = f64)", ""),
            "f64[2,3]");
  EXPECT_THAT(Compute("constant(value = 0.1, shape = [1], dtype = f64)", {}),
              ElementsAre(DoubleEq(0.1)));
}

TEST(MathLayers, TakeTheInputsTheySay) {
  EXPECT_EQ(Math().layers.at("add").min_inputs, 2);
  EXPECT_EQ(Math().layers.at("add").max_inputs, 8);
  EXPECT_EQ(Math().layers.at("connect").min_inputs, 2);
  EXPECT_EQ(Math().layers.at("connect").max_inputs, 2);
  EXPECT_EQ(Math().layers.at("mean_time").max_inputs, 1);
  EXPECT_EQ(Math().layers.count("delay"), 0u);
}

}  // namespace
}  // namespace synfire
