// Losses by hand, and the words of errors.
#include "ops/loss/loss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/ops/op_text.h"

namespace synfire {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsNan;

const Catalog& Loss() {
  static const Catalog* const catalog = [] {
    auto* loss = new Catalog;
    AddLossOps(loss);
    return loss;
  }();
  return *catalog;
}

std::string Infer(absl::string_view op, absl::string_view inputs) {
  return InferText(Loss().ops, op, inputs, 4);
}

std::vector<double> Compute(absl::string_view op,
                            const std::vector<GivenInput>& inputs) {
  const auto outputs = ComputeOp(Loss().ops, op, inputs);
  EXPECT_TRUE(outputs.ok()) << outputs.status();
  return outputs.ok() ? (*outputs)[0] : std::vector<double>();
}

auto Near(double value) { return DoubleNear(value, 1e-12); }

TEST(CrossEntropy, IsTheMeanNegativeLogLikelihood) {
  // p = (1/4, 3/4) and (1/2, 1/2).
  const GivenInput logits{"f64[2,2]", {0, std::log(3), 5, 5}};
  EXPECT_THAT(Compute("cross_entropy", {logits, {"i64[2]", {1, 0}}}),
              ElementsAre(Near((std::log(4. / 3) + std::log(2)) / 2)));
}

TEST(CrossEntropy, SpreadsTheSmoothedShareOverAllClasses) {
  // q = (0.1, 0.9): 0.8 to the label and 0.1 to each of the two classes.
  EXPECT_THAT(Compute("cross_entropy(label_smoothing = 0.2)",
                      {{"f64[1,2]", {0, std::log(3)}}, {"i64[1]", {1}}}),
              ElementsAre(Near(0.1 * std::log(4) + 0.9 * std::log(4. / 3))));
}

TEST(CrossEntropy, DoesNotOverflow) {
  EXPECT_THAT(
      Compute("cross_entropy", {{"f32[1,2]", {1000, -1000}}, {"i64[1]", {1}}}),
      ElementsAre(2000));
  EXPECT_THAT(
      Compute("cross_entropy_grad",
              {{"f32[]", {1}}, {"f32[1,2]", {1000, -1000}}, {"i64[1]", {1}}}),
      ElementsAre(1, -1));
}

TEST(CrossEntropy, IsNaNForALabelThatIsNoClass) {
  for (double label : {-1, 2}) {
    const GivenInput labels{"i64[2]", {0, label}};
    const GivenInput logits{"f32[2,2]", {0, 0, 0, 0}};
    EXPECT_THAT(Compute("cross_entropy", {logits, labels}),
                ElementsAre(IsNan()));
    EXPECT_THAT(Compute("mse_rate", {logits, labels}), ElementsAre(IsNan()));
    EXPECT_THAT(Compute("cross_entropy_grad", {{"f32[]", {1}}, logits, labels}),
                ElementsAre(-0.25, 0.25, IsNan(), IsNan()));
    EXPECT_THAT(Compute("mse_rate_grad", {{"f32[]", {1}}, logits, labels}),
                ElementsAre(-0.5, 0, IsNan(), IsNan()));
  }
}

TEST(MseRate, IsTheMeanSquareOverRowsAndClasses) {
  EXPECT_THAT(
      Compute("mse_rate", {{"f64[1,4]", {0.5, 0.5, 0, 1}}, {"i64[1]", {0}}}),
      ElementsAre(Near((0.25 + 0.25 + 0 + 1) / 4)));
}

TEST(CorrectCount, TakesTheFirstOfEqualLogits) {
  const GivenInput logits{"f32[3,3]", {1, 1, 0, 1, 1, 0, 0, 2, 1}};
  EXPECT_THAT(Compute("correct_count", {logits, {"i64[3]", {0, 1, 1}}}),
              ElementsAre(2));
}

TEST(CorrectCount, CountsNoRowWithANaNAndNoOtherLabel) {
  const GivenInput logits{"f32[3,2]", {NAN, 1, 1, NAN, 1, 0}};
  EXPECT_THAT(Compute("correct_count", {logits, {"i64[3]", {1, 0, -1}}}),
              ElementsAre(0));
}

TEST(LossShape, NamesTheRemedyForTemporalLogits) {
  EXPECT_EQ(Infer("cross_entropy", "f32 t[4,10]; i64[4]"),
            "logits are temporal; end the network with mean_time");
  EXPECT_EQ(Infer("mse_rate", "f32 t[4,10]; i64[4]"),
            "rates are temporal; end the network with mean_time");
}

TEST(LossShape, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Infer("cross_entropy", "f32[4,10]; i64[4]"), "f32[]");
  EXPECT_EQ(Infer("correct_count", "f64[4,10]; i64[4]"), "i64[]");
  EXPECT_EQ(Infer("cross_entropy", "f32[4]; i64[4]"),
            "logits is [4], expected 2 axes [N,K]");
  EXPECT_EQ(Infer("cross_entropy", "f32[4,0]; i64[4]"),
            "logits are [4,0], expected no empty axis");
  EXPECT_EQ(Infer("cross_entropy", "i64[4,10]; i64[4]"),
            "logits is i64, expected f32 or f64");
  EXPECT_EQ(Infer("cross_entropy", "f32[4,10]; i64[3]"),
            "labels are i64[3], expected i64[4]: one for each row of logits");
  EXPECT_EQ(Infer("mse_rate", "f32[4,10]; f32[4]"),
            "labels are f32[4], expected i64[4]: one for each row of rates");
  EXPECT_EQ(Infer("cross_entropy_grad", "f64[]; f32[4,10]; i64[4]"),
            "dloss is f64[], expected f32[]");
  EXPECT_EQ(Infer("cross_entropy(label_smoothing = 1.5)", "f32[4,10]; i64[4]"),
            "column 33: cross_entropy: label_smoothing = 1.5 is out of range; "
            "expected >= 0 and <= 1");
}

TEST(LossDefs, EmitTheirOp) {
  for (const char* name : {"cross_entropy", "mse_rate"}) {
    Graph graph(&Loss().ops, "test", 4);
    const ValueId logits =
        graph.AddInput("logits", Type{DType::kF32, Shape{4, 10}}).value();
    const ValueId labels =
        graph.AddInput("labels", Type{DType::kI64, Shape{4}}).value();
    const LossDef& def = Loss().losses.at(name);
    LayerContext context(&graph, "loss", def.schema.Bind(Attrs()).value(),
                         {logits, labels}, true, DType::kF32);
    const absl::StatusOr<ValueId> loss = def.build(context);
    ASSERT_TRUE(loss.ok()) << loss.status();
    EXPECT_EQ(graph.type(*loss), (Type{DType::kF32, Shape{}}));
    EXPECT_EQ(graph.node(graph.value(*loss).producer).op->name(), name);
  }
}

}  // namespace
}  // namespace synfire
