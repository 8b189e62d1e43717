// A recurrent network: its feedback is unrolled over the steps.  Against the
// values of autograd, and its gradient against finite differences.
#include <gtest/gtest.h>

#include <cmath>

#include "core/rng.h"
#include "ops/all_ops.h"
#include "tests/golden/network_checks.h"

namespace synfire {
namespace {

const GoldenNetwork& Recurrent() {
  static const GoldenNetwork& network =
      *new GoldenNetwork("recurrent", "shd/recurrent",
                         {"steps=25", "param.hidden=24", "param.classes=5"});
  return network;
}

TEST(RecurrentTest, TrainsAsAutogradSays) {
  Recurrent().CheckExactly(Mode::kTraining);
}

TEST(RecurrentTest, EvaluatesAsAutogradSays) {
  Recurrent().CheckExactly(Mode::kEvaluation);
}

TEST(RecurrentTest, TrainsInSinglePrecision) {
  for (KernelPolicy kernels :
       {KernelPolicy::kReference, KernelPolicy::kFastest}) {
    Recurrent().CheckInSinglePrecision(Mode::kTraining, kernels);
  }
}

// Where nothing fires, the loss is smooth in the weights: a leaky membrane that
// hears itself through weights, two steps late as well as one.
constexpr char kSmooth[] = R"net(
    name: "smooth" steps: 5
    input { name: "x" features: 3 temporal: true }
    layer { name: "in" op: "linear(features = 4)" }
    layer { name: "late" op: "linear(features = 4, bias = false)" input: "v[t-2]" }
    layer { name: "sum" op: "add" input: "in" input: "back[t-1]" input: "late" }
    layer { name: "v" op: "leaky_integrator(tau = 3, decay_input = false)" }
    layer { name: "back" op: "linear(features = 4)" input: "v" }
    layer { name: "out" op: "linear(features = 3)" input: "v" }
    layer { name: "largest" op: "max_time" })net";

// The loss, and the gradient, with one weight moved.
NetworkRun RunSmooth(UnrollMode unroll, const std::string& moved = "",
                     size_t element = 0, double by = 0) {
  const ModelText model = ParseModelText(kSmooth, "smooth.prototxt").value();
  CompileOptions options;
  options.import.batch = 2;
  options.import.dtype = DType::kF64;
  options.objective.loss = Call::Parse("cross_entropy").value();
  options.objective.gradients = true;
  options.kernels = KernelPolicy::kReference;
  options.unroll = unroll;
  const auto fill = [&](const std::string& name, const Type& type) {
    if (name == "labels") return std::vector<double>{0, 2};
    std::vector<double> elements(type.Elements(model.steps));
    for (size_t i = 0; i < elements.size(); ++i) {
      elements[i] = 0.5 * Normal(MakeRandomKey(1, name), 0, i);
    }
    if (name == moved) elements[element] += by;
    return elements;
  };
  return RunNetwork(model, options, fill, fill).value();
}

TEST(RecurrentTest, TheGradientIsThatOfFiniteDifferences) {
  constexpr double kStep = 1e-5;
  for (UnrollMode unroll : {UnrollMode::kFeedback, UnrollMode::kFull}) {
    const NetworkRun run = RunSmooth(unroll);
    int checked = 0;
    for (const auto& [name, variable] : run.variables) {
      const std::vector<double>& gradient = run.outputs.at("gradient:" + name);
      for (size_t i = 0; i < variable.size(); ++i) {
        const double above =
            RunSmooth(unroll, name, i, kStep).outputs.at("loss")[0];
        const double below =
            RunSmooth(unroll, name, i, -kStep).outputs.at("loss")[0];
        EXPECT_NEAR(gradient[i], (above - below) / (2 * kStep), 1e-9)
            << name << " " << i;
        EXPECT_NE(gradient[i], 0);
        ++checked;
      }
    }
    EXPECT_EQ(checked, 16 + 20 + 16 + 15);
  }
}

}  // namespace
}  // namespace synfire
