// The backward sweep against finite differences of a smooth network, and,
// where the gradient is by design not that of any function (detached reset,
// truncation), against the formulas of firing.h written out by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"
#include "tests/ops/neurons/parsed_neuron.h"

namespace synfire {
namespace {

constexpr int kSteps = 7;
// Away from the kinks of the piecewise surrogates.
constexpr double kX[kSteps] = {0.613, 0.871, -0.337, 1.493,
                               0.219, 1.177, 0.941};
constexpr double kLossWeight[kSteps] = {1.0, -0.5, 0.25, 2.0, -1.0, 0.75, 1.5};
constexpr double kFinalWeight = 0.8;  // of each state after the last step
constexpr double kFirstState = 0.137;

struct Gradients {
  std::vector<double> dx = std::vector<double>(kSteps);
  std::vector<double> d_state;
  double d_learned = 0;
};

template <class Neuron, class Spike>
double Loss(const Neuron& neuron, const Spike& spike, const double* x,
            const std::vector<double>& first_state, const double* learned) {
  double state[Neuron::kStates];
  std::copy(first_state.begin(), first_state.end(), state);
  double loss = 0;
  ScanForward(
      neuron, spike, learned, kSteps, state, [&](int t) { return x[t]; },
      [&](int t, double s) { loss += kLossWeight[t] * s; });
  for (double v : state) loss += kFinalWeight * v;
  return loss;
}

template <class Neuron, class Spike>
Gradients Backward(const Neuron& neuron, const Spike& spike,
                   const double* learned, int detach_every = 0) {
  double state[Neuron::kStates], d_state[Neuron::kStates];
  double before[kSteps * Neuron::kStates];
  double d_learned[kNumLearned<Neuron> + 1] = {};
  for (double& v : state) v = kFirstState;
  for (double& d : d_state) d = kFinalWeight;
  Gradients gradients;
  const auto x = [](int t) { return kX[t]; };
  ScanStates(neuron, spike, learned, kSteps, state, before, x);
  ScanBackward(
      neuron, spike, learned, kSteps, detach_every, before, x,
      [](int t) { return kLossWeight[t]; }, d_state, d_learned,
      [&](int t, double d) { gradients.dx[t] = d; });
  gradients.d_state.assign(d_state, d_state + Neuron::kStates);
  gradients.d_learned = d_learned[0];
  return gradients;
}

std::vector<std::string> SpikingNeurons() {
  std::vector<std::string> names;
  ForEachNeuron([&](auto family) {
    using Neuron = typename decltype(family)::template Of<double>;
    if (Neuron::kFiring.fires) names.push_back(Neuron::kName);
  });
  return names;
}

const char* const kResets[] = {"v_reset = 0.0", "v_reset = -0.2",
                               "v_reset = none"};

void ExpectTrueGradient(const std::string& text) {
  SCOPED_TRACE(text);
  constexpr double kStep = 1e-6, kTolerance = 2e-8;
  EXPECT_TRUE(VisitParsedNeuron<double>(text, [&](auto neuron, auto g) {
    const SmoothSpike<decltype(g)> spike{g};
    const auto learned = InitialLearned<double>(neuron);
    const Gradients gradients = Backward(neuron, spike, learned.data());
    const std::vector<double> first(gradients.d_state.size(), kFirstState);
    const auto slope = [](const std::function<double(double)>& loss) {
      return (loss(kStep) - loss(-kStep)) / (2 * kStep);
    };
    for (int t = 0; t < kSteps; ++t) {
      const double expected = slope([&](double step) {
        std::vector<double> x(kX, kX + kSteps);
        x[t] += step;
        return Loss(neuron, spike, x.data(), first, learned.data());
      });
      EXPECT_NEAR(gradients.dx[t], expected, kTolerance) << "dx " << t;
    }
    for (size_t i = 0; i < first.size(); ++i) {
      const double expected = slope([&](double step) {
        std::vector<double> state = first;
        state[i] += step;
        return Loss(neuron, spike, kX, state, learned.data());
      });
      EXPECT_NEAR(gradients.d_state[i], expected, kTolerance) << "state " << i;
    }
    if (kNumLearned<decltype(neuron)> == 0) return;
    EXPECT_NEAR(gradients.d_learned, slope([&](double step) {
                  auto moved = learned;
                  moved[0] += step;
                  return Loss(neuron, spike, kX, first, moved.data());
                }),
                kTolerance);
  }));
}

TEST(ScanBackward, IsTheGradientOfTheSmoothNetwork) {
  for (const std::string& neuron : SpikingNeurons()) {
    for (const char* reset : kResets) {
      for (const Schema& surrogate : SurrogateSchemas()) {
        ExpectTrueGradient(absl::StrCat(neuron, "(v_threshold = 0.9, ", reset,
                                        ", surrogate = ", surrogate.name(),
                                        ")"));
      }
    }
  }
  for (const char* neuron :
       {"lif(tau = 3.5, decay_input = false, ",
        "plif(init_tau = 1.7, decay_input = false, ",
        "klif(tau = 3, init_k = 0.8, decay_input = false, ",
        "adaptive_lif(tau_a = 3, beta = 0.6, decay_input = false, ",
        "cuba_lif(c_decay = 0.2, v_decay = 0.9, ",
        "qif(tau = 3, v_c = 0.6, a0 = 0.7, v_rest = -0.2, ",
        "eif(tau = 3, delta_t = 0.7, theta_rh = 0.6, v_rest = -0.2, ",
        "izhikevich(a = 0.3, b = 0.4, tau_w = 3, w_rest = 0.2, "}) {
    for (const char* reset : kResets) {
      ExpectTrueGradient(absl::StrCat(neuron, reset, ", surrogate = sigmoid)"));
    }
  }
  ExpectTrueGradient("leaky_integrator");
  ExpectTrueGradient("leaky_integrator(tau = 3, decay_input = false)");
}

// dL/dx of IF and of LIF with decay_input, from reference formulas.
// H = leak V + gain X (+ constant), so dH/dV = leak, dH/dX = gain.
template <class Neuron, class Surrogate>
std::vector<double> ByHand(const Neuron& neuron, const Surrogate& g,
                           double leak, double gain, int detach_every) {
  const auto& firing = neuron.firing;
  std::vector<double> h(kSteps), dx(kSteps);
  double v = kFirstState;
  for (int t = 0; t < kSteps; ++t) {
    h[t] = leak * v + gain * kX[t] + (1 - leak) * firing.v_reset;
    if (Neuron::kName == std::string("if")) h[t] = v + kX[t];
    const double s = h[t] >= firing.v_threshold ? 1 : 0;
    v = firing.hard_reset ? s * firing.v_reset + (1 - s) * h[t]
                          : h[t] - s * firing.v_threshold;
  }
  double dv = kFinalWeight;
  for (int t = kSteps - 1; t >= 0; --t) {
    const double s = h[t] >= firing.v_threshold ? 1 : 0;
    const double slope = g.Derivative(h[t] - firing.v_threshold);
    double dv_dh = firing.hard_reset ? 1 - s : 1;
    if (!firing.detach_reset) {
      dv_dh +=
          (firing.hard_reset ? firing.v_reset - h[t] : -firing.v_threshold) *
          slope;
    }
    const double dh = kLossWeight[t] * slope + dv * dv_dh;
    dx[t] = dh * gain;
    dv = detach_every > 0 && t % detach_every == 0 ? 0 : dh * leak;
  }
  return dx;
}

void ExpectByHand(const std::string& text, double leak, double gain,
                  int detach_every) {
  SCOPED_TRACE(text);
  EXPECT_TRUE(VisitParsedNeuron<double>(text, [&](auto neuron, auto g) {
    if constexpr (decltype(neuron)::kFiring.fires) {
      const SurrogateSpike<decltype(g)> spike{g};
      const auto learned = InitialLearned<double>(neuron);
      const Gradients gradients =
          Backward(neuron, spike, learned.data(), detach_every);
      const std::vector<double> expected =
          ByHand(neuron, g, leak, gain, detach_every);
      for (int t = 0; t < kSteps; ++t) {
        EXPECT_NEAR(gradients.dx[t], expected[t], 1e-12) << t;
      }
    }
  }));
}

TEST(ScanBackward, FollowsTheResetFormulasDetachedOrNot) {
  for (const char* reset : kResets) {
    for (const char* detach : {"false", "true"}) {
      for (const Schema& surrogate : SurrogateSchemas()) {
        for (const int detach_every : {0, 1, 3}) {
          const std::string attrs =
              absl::StrCat(reset, ", detach_reset = ", detach,
                           ", surrogate = ", surrogate.name(), ")");
          ExpectByHand("if(" + attrs, 1, 1, detach_every);
          ExpectByHand("lif(tau = 4, v_threshold = 0.4, " + attrs, 0.75, 0.25,
                       detach_every);
          ExpectByHand("plif(init_tau = 2, v_threshold = 0.4, " + attrs, 0.5,
                       0.5, detach_every);
        }
      }
    }
  }
}

TEST(ScanBackward, TruncationKeepsTheGradientOfTheFirstState) {
  VisitParsedNeuron<double>("if(surrogate = atan)", [&](auto neuron, auto g) {
    const SurrogateSpike<decltype(g)> spike{g};
    const Gradients gradients = Backward(neuron, spike, nullptr, 1);
    // Of step 0 alone: for IF the same as dL/dx_0.
    EXPECT_EQ(gradients.d_state[0], gradients.dx[0]);
    EXPECT_NE(gradients.d_state[0], 0);
  });
}

}  // namespace
}  // namespace synfire
