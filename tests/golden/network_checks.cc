#include "tests/golden/network_checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace synfire {
namespace {

using Vector = std::vector<double>;

double Sum(const Vector& x) {
  double sum = 0;
  for (double element : x) sum += element;
  return sum;
}

double Norm(const Vector& x) {
  double sum = 0;
  for (double element : x) sum += element * element;
  return std::sqrt(sum);
}

template <typename T>
T ValueOf(absl::StatusOr<T> value) {
  if (!value.ok()) ADD_FAILURE() << value.status();
  SYNFIRE_CHECK(value.ok());
  return *std::move(value);
}

constexpr int64_t kExamples = 2;
const Vector& Labels() {
  static const Vector& labels = *new Vector{0, 1};
  return labels;
}

int64_t SpikesOf(const NetworkRun& run, const std::string& layer) {
  const auto count = run.counts.find("spikes:" + layer);
  EXPECT_NE(count, run.counts.end()) << "no neuron layer " << layer;
  return count == run.counts.end() ? -1 : count->second;
}

// The logits that the file says, the first ones of each example.
Vector SaidLogits(const Vector& logits, const ModeValues& values) {
  const size_t said = values.logits.size() / kExamples;
  const size_t classes = logits.size() / kExamples;
  EXPECT_GT(said, 0u);
  EXPECT_LE(said, classes);
  Vector first;
  for (int64_t n = 0; n < kExamples; ++n) {
    const auto row = logits.begin() + n * classes;
    first.insert(first.end(), row, row + std::min(said, classes));
  }
  return first;
}

// |actual - expected| within `tolerance` of the larger of expected and `size`.
void ExpectNear(double actual, double expected, double tolerance, double size,
                const std::string& what) {
  EXPECT_NEAR(actual, expected, tolerance * std::max(std::abs(expected), size))
      << what;
}

}  // namespace

GoldenNetwork::GoldenNetwork(const std::string& name, const std::string& model,
                             const std::vector<std::string>& settings)
    : model_(ValueOf(ReadModelText("models/" + model + ".prototxt",
                                   SettingsFromFlags(settings)))),
      values_(ValueOf(ReadNetworkValues("tests/golden/" + name + ".golden"))) {}

const ModeValues& GoldenNetwork::Values(Mode mode) const {
  return mode == Mode::kTraining ? values_.training : values_.evaluation;
}

NetworkRun GoldenNetwork::Run(Mode mode, DType dtype,
                              KernelPolicy kernels) const {
  CompileOptions options;
  options.import.batch = kExamples;
  options.import.dtype = dtype;
  options.import.training = mode == Mode::kTraining;
  options.objective.loss = ValueOf(Call::Parse("cross_entropy"));
  options.objective.gradients = true;
  options.kernels = kernels;
  const auto variables = [&](const std::string& name, const Type& type) {
    const auto number = values_.numbers.find(name);
    EXPECT_NE(number, values_.numbers.end()) << "no values for " << name;
    if (number == values_.numbers.end()) return Vector(type.shape.size());
    return MadeVariable(number->second, name, type);
  };
  const auto inputs = [&](const std::string& name, const Type& type) {
    if (name == "labels") return Labels();
    return type.temporal() ? MadeEvents(type, model_.steps) : MadeImages(type);
  };
  NetworkRun run = ValueOf(RunNetwork(model_, options, variables, inputs));
  EXPECT_EQ(run.variables.size(), values_.numbers.size());
  return run;
}

void GoldenNetwork::CheckExactly(Mode mode) const {
  constexpr double kTolerance = 1e-9;
  const ModeValues& expected = Values(mode);
  NetworkRun run = Run(mode, DType::kF64, KernelPolicy::kReference);

  const Vector& logits = run.outputs["logits"];
  const Vector said = SaidLogits(logits, expected);
  ASSERT_EQ(said.size(), expected.logits.size());
  for (size_t i = 0; i < said.size(); ++i) {
    EXPECT_NEAR(said[i], expected.logits[i], 0.5001e-9) << "logit " << i;
  }
  ExpectNear(Sum(logits), expected.logits_sum, kTolerance, 0, "sum of logits");
  ExpectNear(Norm(logits), expected.logits_norm, kTolerance, 0,
             "norm of logits");
  ExpectNear(run.outputs["loss"][0], expected.loss, kTolerance, 0, "loss");

  EXPECT_EQ(run.neuron_steps.size(), expected.firing_rates.size());
  for (const auto& [layer, rate] : expected.firing_rates) {
    EXPECT_NEAR(
        static_cast<double>(SpikesOf(run, layer)) / run.neuron_steps[layer],
        rate, 0.5001e-8)
        << "firing rate of " << layer;
  }
  for (const auto& [parameter, norm] : expected.gradient_norms) {
    ExpectNear(Norm(run.outputs["gradient:" + parameter]), norm, kTolerance, 0,
               "gradient of " + parameter);
  }
  if (mode == Mode::kEvaluation) return;
  for (const auto& [state, sum] : values_.state_sums) {
    // A sum of elements of either sign: rounding is relative to their size.
    ExpectNear(Sum(run.variables[state]), sum, kTolerance, 1, state);
  }
}

void GoldenNetwork::CheckInSinglePrecision(Mode mode,
                                           KernelPolicy kernels) const {
  const ModeValues& expected = Values(mode);
  NetworkRun run = Run(mode, DType::kF32, kernels);
  int64_t moved = 0, spikes = 0;
  for (const auto& [layer, rate] : expected.firing_rates) {
    const int64_t before = std::llround(rate * run.neuron_steps[layer]);
    const int64_t of_layer = std::abs(SpikesOf(run, layer) - before);
    if (moved == 0) {
      EXPECT_LE(of_layer, 2 * model_.steps) << layer;
    }
    moved += of_layer;
    spikes += before;
  }
  std::cout << moved << " of " << spikes << " spikes moved\n";
  if (moved > 0) {
    ExpectNear(run.outputs["loss"][0], expected.loss, 0.2, 0, "loss");
    return;
  }
  constexpr double kTolerance = 1e-5, kGradientTolerance = 1e-4;

  const Vector logits = SaidLogits(run.outputs["logits"], expected);
  ASSERT_EQ(logits.size(), expected.logits.size());
  double size = 0;
  for (double logit : expected.logits) size = std::max(size, std::abs(logit));
  for (size_t i = 0; i < logits.size(); ++i) {
    ExpectNear(logits[i], expected.logits[i], kTolerance, size,
               absl::StrCat("logit ", i));
  }
  ExpectNear(run.outputs["loss"][0], expected.loss, kTolerance, 0, "loss");
  // A neuron's learned number has one gradient, the sum over all its elements,
  // which may cancel to far less than those of its neighbours.
  double largest_number = 0;
  for (const auto& [parameter, norm] : expected.gradient_norms) {
    if (run.outputs["gradient:" + parameter].size() == 1) {
      largest_number = std::max(largest_number, norm);
    }
  }
  for (const auto& [parameter, norm] : expected.gradient_norms) {
    const Vector& gradient = run.outputs["gradient:" + parameter];
    ExpectNear(Norm(gradient), norm, kGradientTolerance,
               gradient.size() == 1 ? 0.01 * largest_number : 0,
               "gradient of " + parameter);
  }
}

}  // namespace synfire
