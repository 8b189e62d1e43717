// Optimizers over several steps against values worked out by hand, and the
// words of errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/spec/call.h"
#include "ops/optim/optim.h"
#include "tests/ops/evaluate.h"
#include "tests/ops/op_text.h"

namespace synfire {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsNan;

const Catalog& Optim() {
  static const Catalog* const catalog = [] {
    auto* optim = new Catalog;
    AddOptimOps(optim);
    return optim;
  }();
  return *catalog;
}

// The update of a parameter "w" = 1 by the optimizer that `text` calls.
class OneParameter {
 public:
  explicit OneParameter(const std::string& text, bool scaled = false)
      : graph_(&Optim().ops, "test", 1) {
    const Type number{DType::kF64, Shape{}};
    const Call call = Call::Parse(text).value();
    const OptimizerDef& def = Optim().optimizers.at(call.name);
    const Attrs attrs = def.schema.Bind(call, {}).value();
    const ValueId w =
        graph_.AddVariable(Role::kParameter, "w", number, "constant(value = 1)")
            .value();
    const ValueId grad = graph_.AddInput("grad", number).value();
    const ValueId lr = graph_.AddInput("lr", number).value();
    const ValueId scale =
        scaled ? graph_.AddInput("scale", number).value() : kNone;
    LayerContext context(&graph_, "w", attrs, {w, grad, lr, scale}, true,
                         DType::kF64);
    status_ = def.build(context);
    lr_ = attrs.Float("lr");
    for (ValueId id = 0; id < graph_.num_values(); ++id) {
      const Value& value = graph_.value(id);
      if (value.role != Role::kState) continue;
      EXPECT_EQ(value.init, "constant(value = 0)");
      variables_[value.name] = {0};
    }
  }

  const absl::Status& status() const { return status_; }
  std::vector<std::string> states() const {
    std::vector<std::string> names;
    for (const auto& variable : variables_) {
      if (variable.first != "w") names.push_back(variable.first);
    }
    return names;
  }

  // The parameter after a step with this gradient.
  double Step(double gradient, double scale = 1) {
    std::map<std::string, Bytes> given;
    for (const auto& [name, value] : variables_) {
      given[name] = FromDoubles(DType::kF64, value);
    }
    given["grad"] = FromDoubles(DType::kF64, {gradient});
    given["lr"] = FromDoubles(DType::kF64, {lr_});
    given["scale"] = FromDoubles(DType::kF64, {scale});
    given["step"] = FromDoubles(DType::kI64, {step_++});
    const std::vector<Bytes> values = Evaluate(graph_, given).value();
    for (const Update& update : graph_.updates()) {
      variables_[graph_.value(update.variable).name] =
          ToDoubles(DType::kF64, values[update.value]);
    }
    return variables_["w"][0];
  }

 private:
  Graph graph_;
  absl::Status status_;
  double lr_ = 0;
  double step_ = 0;
  std::map<std::string, std::vector<double>> variables_{{"w", {1}}};
};

std::vector<double> ThreeSteps(const std::string& optimizer) {
  OneParameter w(optimizer);
  EXPECT_TRUE(w.status().ok()) << w.status();
  std::vector<double> values;
  for (int i = 0; i < 3; ++i) values.push_back(w.Step(0.5));
  return values;
}

auto Near(double value) { return DoubleNear(value, 1e-12); }

TEST(Sgd, WithoutMomentumHasNoState) {
  OneParameter w("sgd(lr = 0.1)");
  ASSERT_TRUE(w.status().ok()) << w.status();
  EXPECT_THAT(w.states(), ElementsAre());
  EXPECT_THAT(w.Step(0.5), Near(0.95));
  EXPECT_THAT(w.Step(-1), Near(1.05));
}

TEST(Sgd, AddsTheDecayToTheGradient) {
  EXPECT_THAT(ThreeSteps("sgd(lr = 0.1, weight_decay = 0.1)"),
              ElementsAre(Near(0.94), Near(0.8806), Near(0.821794)));
}

TEST(Sgd, KeepsAVelocity) {
  OneParameter w("sgd(lr = 0.1, momentum = 0.9)");
  ASSERT_TRUE(w.status().ok()) << w.status();
  EXPECT_THAT(w.states(), ElementsAre("w.sgd.velocity"));
  // Velocities 0.5, 0.95, 1.355.
  EXPECT_THAT(ThreeSteps("sgd(lr = 0.1, momentum = 0.9)"),
              ElementsAre(Near(0.95), Near(0.855), Near(0.7195)));
}

TEST(Sgd, LooksAheadWithNesterov) {
  // Steps 0.95, 1.355, 1.7195 of the velocities above.
  EXPECT_THAT(ThreeSteps("sgd(lr = 0.1, momentum = 0.9, nesterov = true)"),
              ElementsAre(Near(0.905), Near(0.7695), Near(0.59755)));
}

TEST(Sgd, DampensAllButTheFirstGradient) {
  // Velocities 0.5, 0.7, 0.88.
  EXPECT_THAT(ThreeSteps("sgd(lr = 0.1, momentum = 0.9, dampening = 0.5)"),
              ElementsAre(Near(0.95), Near(0.88), Near(0.792)));
}

TEST(Sgd, ScalesTheGradientButNotTheDecay) {
  OneParameter w("sgd(lr = 0.1, weight_decay = 0.1)", /*scaled=*/true);
  ASSERT_TRUE(w.status().ok()) << w.status();
  EXPECT_THAT(w.Step(0.5, 0.2), Near(1 - 0.1 * (0.1 + 0.1)));
}

TEST(Sgd, RefusesNesterovWithoutPlainMomentum) {
  for (const char* text :
       {"sgd(lr = 1, nesterov = true)",
        "sgd(lr = 1, nesterov = true, momentum = 0.9, dampening = 0.1)"}) {
    EXPECT_EQ(OneParameter(text).status().message(),
              "layer 'w.sgd': nesterov needs momentum > 0 and dampening = 0");
  }
}

TEST(Adam, MovesByTheLearningRateUnderAConstantGradient) {
  EXPECT_THAT(ThreeSteps("adam(lr = 0.1, epsilon = 0)"),
              ElementsAre(Near(0.9), Near(0.8), Near(0.7)));
}

TEST(Adam, FollowsBothMoments) {
  OneParameter w("adam(lr = 0.1, epsilon = 0)");
  ASSERT_TRUE(w.status().ok()) << w.status();
  EXPECT_THAT(w.states(), ElementsAre("w.adam.m", "w.adam.v"));
  EXPECT_THAT(w.Step(0.5), Near(0.9));
  // m = 0.02, v = 3.1225e-4.
  const double mean = 0.02 / (1 - 0.81), square = 3.1225e-4 / (1 - 0.998001);
  EXPECT_THAT(w.Step(-0.25), Near(0.9 - 0.1 * mean / std::sqrt(square)));
}

TEST(Adam, AddsEpsilonToTheCorrectedRoot) {
  OneParameter w("adam(lr = 0.1, epsilon = 0.5)");
  EXPECT_THAT(w.Step(0.5), Near(1 - 0.1 * 0.5 / (0.5 + 0.5)));
}

TEST(Adam, DecaysThroughTheGradient) {
  // The first step's length does not depend on the gradient's.
  OneParameter w("adam(lr = 0.1, weight_decay = 0.5, epsilon = 0)");
  EXPECT_THAT(w.Step(-0.25), Near(0.9));
}

TEST(AdamW, DecaysTheParameterItself) {
  OneParameter w("adamw(lr = 0.1, weight_decay = 0.5, epsilon = 0)");
  EXPECT_THAT(w.Step(-0.25), Near(0.95 + 0.1));
  EXPECT_EQ(
      Optim().optimizers.at("adamw").schema.Find("weight_decay")->fallback,
      AttrValue(0.01));
}

TEST(Optimizers, AllNeedALearningRate) {
  for (const auto& [name, def] : Optim().optimizers) {
    EXPECT_THAT(std::string(def.schema.Bind(Attrs()).status().message()),
                HasSubstr(name + ": 'lr' is missing"));
  }
}

std::string Infer(absl::string_view op, absl::string_view inputs) {
  return InferText(Optim().ops, op, inputs, 4);
}

TEST(SgdShape, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Infer("sgd", "f32[3]; f32[3]; _; f32[]"), "f32[3]; f32[0]");
  EXPECT_EQ(Infer("sgd(momentum = 0.9)", "f32[3]; f32[3]; f32[3]; f32[]"),
            "f32[3]; f32[3]");
  EXPECT_EQ(Infer("sgd", "f32[3]; f32[4]; _; f32[]"),
            "grad is f32[4], expected f32[3]: like param");
  EXPECT_EQ(Infer("sgd", "f32[3]; f32 t[3]; _; f32[]"),
            "grad is f32 t[3], expected f32[3]: like param");
  EXPECT_EQ(Infer("sgd", "f32[3]; f32[3]; _; f64[]"),
            "lr is f64[], expected f32[]: one number");
  EXPECT_EQ(Infer("sgd(momentum = 0.9)", "f32[3]; f32[3]; _; f32[]"),
            "momentum = 0.9 needs a velocity");
  EXPECT_EQ(Infer("sgd", "f32[3]; f32[3]; f32[3]; f32[]"),
            "momentum = 0.0 has no velocity");
  EXPECT_EQ(Infer("sgd(momentum = 0.9, dampening = 0.5)",
                  "f32[3]; f32[3]; f32[3]; f32[]"),
            "dampening = 0.5 needs a step");
}

TEST(AdamShape, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Infer("adam", "f32[3]; f32[3]; f32[3]; f32[3]; f32[]; i64[]"),
            "f32[3]; f32[3]; f32[3]");
  EXPECT_EQ(Infer("adam", "f32[3]; f32[3]; f32[3]; f32[2]; f32[]; i64[]"),
            "v is f32[2], expected f32[3]: like param");
  EXPECT_EQ(Infer("adam", "f32[3]; f32[3]; f32[3]; f32[3]; f32[]; f32[]"),
            "step is f32[], expected i64[]");
  EXPECT_EQ(
      Infer("adam(beta1 = 1)", "f32[3]; f32[3]; f32[3]; f32[3]; f32[]; i64[]"),
      "beta1 = 1, expected less than 1");
}

std::vector<double> Compute(absl::string_view op,
                            const std::vector<GivenInput>& inputs) {
  return ComputeOp(Optim().ops, op, inputs).value()[0];
}

TEST(GlobalNorm, SpansAllArrays) {
  EXPECT_THAT(Compute("global_norm", {{"f32[2]", {1, 2}}, {"f32[1,1]", {2}}}),
              ElementsAre(3));
  EXPECT_EQ(Infer("global_norm", "f32[2]; f64[2]"),
            "grad1 is f64, expected f32 like grad0");
  EXPECT_EQ(Infer("global_norm", "f32 t[2]"),
            "grad0 is temporal, expected static");
}

TEST(ClipScale, OnlyScalesDown) {
  const auto scale = [](double norm) {
    return Compute("clip_scale(max = 1)", {{"f64[]", {norm}}})[0];
  };
  EXPECT_EQ(scale(0), 1);
  EXPECT_EQ(scale(0.5), 1);
  EXPECT_THAT(scale(4), Near(1 / (4 + 1e-6)));
  EXPECT_EQ(scale(INFINITY), 0);
  EXPECT_THAT(scale(NAN), IsNan());
}

}  // namespace
}  // namespace synfire
