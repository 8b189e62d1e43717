// Neurons for which there is no published trace, against their formulas and
// the backward pass written out by hand: with the step, detached or not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"
#include "tests/golden/neuron_traces.h"
#include "tests/ops/neurons/parsed_neuron.h"

namespace synfire {
namespace {

struct Trace {
  double s[kTraceSteps], v[kTraceSteps], dx[kTraceSteps];
  double d_learned = 0;
};

// What the neurons below have in common: they fire at `threshold` and reset to
// kReset; `slope` is that of atan(alpha = 2).
constexpr double kReset = -0.1;
double Slope(double u) { return 1 / (1 + std::pow(M_PI * u, 2)); }

// One step as the formulas need it backwards.
struct Kept {
  double v, w, h, u, s;  // before, before, charged, above the threshold, spike
};

// dL/dH from dL/dS, dL/dV and the reset.
double ThroughReset(const Kept& k, double d_s, double d_v, bool detached) {
  if (!detached) d_s += d_v * (kReset - k.h);
  return d_s * Slope(k.u) + d_v * (1 - k.s);
}

Trace Qif(bool detached) {
  constexpr double kTau = 2.5, kVc = 0.7, kA0 = 1.2, kRest = -0.05, kAt = 0.4;
  Trace trace;
  std::vector<Kept> kept;
  double v = kReset;
  for (int t = 0; t < kTraceSteps; ++t) {
    const double h =
        v + (kTraceInput[t] + kA0 * (v - kRest) * (v - kVc)) / kTau;
    const double s = h >= kAt ? 1 : 0;
    kept.push_back({v, 0, h, h - kAt, s});
    v = s * kReset + (1 - s) * h;
    trace.s[t] = s;
    trace.v[t] = v;
  }
  double d_v = 0;
  for (int t = kTraceSteps - 1; t >= 0; --t) {
    const double d_h =
        ThroughReset(kept[t], kTraceLossWeights[t], d_v, detached);
    trace.dx[t] = d_h / kTau;
    d_v = d_h * (1 + kA0 * (2 * kept[t].v - kRest - kVc) / kTau);
  }
  return trace;
}

Trace Izhikevich(bool detached) {
  constexpr double kTau = 2.5, kVc = 0.7, kA0 = 1.2, kRest = -0.05, kAt = 0.4;
  constexpr double kTauW = 3, kA = 0.3, kB = 0.2, kWRest = 0.1;
  Trace trace;
  std::vector<Kept> kept;
  double v = kReset, w = kWRest;
  for (int t = 0; t < kTraceSteps; ++t) {
    const double h =
        v + (kTraceInput[t] + kA0 * (v - kRest) * (v - kVc) - w) / kTau;
    const double s = h >= kAt ? 1 : 0;
    kept.push_back({v, w, h, h - kAt, s});
    v = s * kReset + (1 - s) * h;
    w = w + (kA * (h - kRest) - w) / kTauW + kB * s;
    trace.s[t] = s;
    trace.v[t] = v;
  }
  double d_v = 0, d_w = 0;
  for (int t = kTraceSteps - 1; t >= 0; --t) {
    const double d_h =
        ThroughReset(kept[t], kTraceLossWeights[t] + kB * d_w, d_v, detached) +
        d_w * kA / kTauW;
    trace.dx[t] = d_h / kTau;
    d_v = d_h * (1 + kA0 * (2 * kept[t].v - kRest - kVc) / kTau);
    d_w = d_w * (1 - 1 / kTauW) - d_h / kTau;
  }
  return trace;
}

Trace Klif(bool detached) {
  constexpr double kTau = 2.5, kK = 1.4, kAt = 0.4;
  Trace trace;
  std::vector<Kept> kept;
  double v = kReset;
  for (int t = 0; t < kTraceSteps; ++t) {
    const double charge = v + (kTraceInput[t] - (v - kReset)) / kTau;
    const double h = std::max(0.0, kK * charge);
    const double s = h >= kAt ? 1 : 0;
    kept.push_back({v, charge, h, h - kAt, s});
    v = s * kReset + (1 - s) * h;
    trace.s[t] = s;
    trace.v[t] = v;
  }
  double d_v = 0;
  for (int t = kTraceSteps - 1; t >= 0; --t) {
    const double charge = kept[t].w;
    const double d_product =
        charge > 0 ? ThroughReset(kept[t], kTraceLossWeights[t], d_v, detached)
                   : 0;
    trace.d_learned += d_product * charge;
    trace.dx[t] = d_product * kK / kTau;
    d_v = d_product * kK * (1 - 1 / kTau);
  }
  return trace;
}

Trace AdaptiveLif(bool detached) {
  constexpr double kTau = 2.5, kTauA = 4, kBeta = 0.3, kAt = 0.2;
  Trace trace;
  std::vector<Kept> kept;
  double v = kReset, a = 0;
  for (int t = 0; t < kTraceSteps; ++t) {
    const double h = v + (kTraceInput[t] - (v - kReset)) / kTau;
    const double s = h >= kAt + a ? 1 : 0;
    kept.push_back({v, a, h, h - kAt - a, s});
    v = s * kReset + (1 - s) * h;
    a = a * (1 - 1 / kTauA) + kBeta * s;
    trace.s[t] = s;
    trace.v[t] = v;
  }
  double d_v = 0, d_a = 0;
  for (int t = kTraceSteps - 1; t >= 0; --t) {
    const double d_s = kTraceLossWeights[t] + kBeta * d_a;
    const double d_h = ThroughReset(kept[t], d_s, d_v, detached);
    const double d_u = d_h - d_v * (1 - kept[t].s);  // of u = H - threshold
    trace.dx[t] = d_h / kTau;
    d_v = d_h * (1 - 1 / kTau);
    d_a = d_a * (1 - 1 / kTauA) - d_u;
  }
  return trace;
}

// Of one input at a time: it decays by 1 - 1 / tau a step.
Trace LeakyIntegrator() {
  constexpr double kTau = 2.5, kRest = 0.2;
  Trace trace;
  for (int t = 0; t < kTraceSteps; ++t) {
    trace.v[t] = kRest;
    trace.dx[t] = 0;
    for (int u = 0; u <= t; ++u) {
      trace.v[t] += std::pow(1 - 1 / kTau, t - u) * kTraceInput[u] / kTau;
    }
    for (int u = t; u < kTraceSteps; ++u) {
      trace.dx[t] +=
          std::pow(1 - 1 / kTau, u - t) * kTraceLossWeights[u] / kTau;
    }
    trace.s[t] = trace.v[t];
  }
  return trace;
}

void ExpectTrace(const std::string& text, const Trace& expected) {
  SCOPED_TRACE(text);
  constexpr double kTolerance = 1e-12;
  EXPECT_TRUE(VisitParsedNeuron<double>(text, [&](auto neuron, auto g) {
    using Neuron = decltype(neuron);
    const SurrogateSpike<decltype(g)> spike{g};
    const auto learned = InitialLearned<double>(neuron);
    const auto x = [](int t) { return kTraceInput[t]; };
    double state[Neuron::kStates], d_state[Neuron::kStates] = {};
    double before[kTraceSteps * Neuron::kStates];
    double d_learned[kNumLearned<Neuron> + 1] = {};
    SetInitialState(neuron, state);
    for (int t = 0; t < kTraceSteps; ++t) {
      ScanForward(
          neuron, spike, learned.data(), 1, state, [&](int) { return x(t); },
          [&](int, double s) { EXPECT_NEAR(s, expected.s[t], kTolerance); });
      EXPECT_NEAR(state[0], expected.v[t], kTolerance) << t;
    }
    SetInitialState(neuron, state);
    ScanStates(neuron, spike, learned.data(), kTraceSteps, state, before, x);
    ScanBackward(
        neuron, spike, learned.data(), kTraceSteps, 0, before, x,
        [](int t) { return kTraceLossWeights[t]; }, d_state, d_learned,
        [&](int t, double d) {
          EXPECT_NEAR(d, expected.dx[t], kTolerance) << "dx " << t;
        });
    EXPECT_NEAR(d_learned[0], expected.d_learned, kTolerance);
  }));
}

// Some steps fire and some do not.
void ExpectSomeSpikes(const Trace& trace) {
  double spikes = 0;
  for (double s : trace.s) spikes += s;
  EXPECT_GT(spikes, 1);
  EXPECT_LT(spikes, kTraceSteps - 1);
}

TEST(NeuronFormulas, HoldWithTheStepDetachedOrNot) {
  for (const bool detached : {false, true}) {
    const std::string reset = absl::StrCat(
        "v_reset = -0.1, surrogate = atan(alpha = 2), "
        "detach_reset = ",
        detached ? "true" : "false");
    const std::string parabola =
        "tau = 2.5, v_c = 0.7, a0 = 1.2, v_rest = -0.05, v_threshold = 0.4, ";
    for (const Trace& trace : {Qif(detached), Izhikevich(detached),
                               Klif(detached), AdaptiveLif(detached)}) {
      ExpectSomeSpikes(trace);
    }
    ExpectTrace("qif(" + parabola + reset + ")", Qif(detached));
    ExpectTrace("izhikevich(tau_w = 3, a = 0.3, b = 0.2, w_rest = 0.1, " +
                    parabola + reset + ")",
                Izhikevich(detached));
    ExpectTrace(
        "klif(tau = 2.5, init_k = 1.4, v_threshold = 0.4, " + reset + ")",
        Klif(detached));
    ExpectTrace(
        "adaptive_lif(tau = 2.5, tau_a = 4, beta = 0.3, "
        "v_threshold = 0.2, " +
            reset + ")",
        AdaptiveLif(detached));
  }
}

TEST(NeuronFormulas, ALeakyIntegratorIsASumOfDecayingInputs) {
  ExpectTrace("leaky_integrator(tau = 2.5, v_rest = 0.2)", LeakyIntegrator());
}

}  // namespace
}  // namespace synfire
