// A vector of neurons holds the bits of single neurons, forward and backward,
// and a static input is the same input at every step.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/rng.h"
#include "core/simd.h"
#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"
#include "tests/ops/neurons/parsed_neuron.h"

namespace synfire {
namespace {

constexpr int kSteps = 9;
constexpr int kLanes = 8;

const char* const kNeurons[] = {
    "if(surrogate = atan)",
    "if(v_reset = none, detach_reset = true, surrogate = sigmoid)",
    "lif(tau = 3, surrogate = piecewise_exp)",
    "lif(decay_input = false, v_reset = none, surrogate = erf)",
    "plif(init_tau = 3, v_reset = -0.1, surrogate = s2nn)",
    "plif(decay_input = false, v_reset = none, surrogate = q_pseudo_spike)",
    "klif(init_k = 1.3, surrogate = sigmoid)",
    "adaptive_lif(beta = 0.5, tau_a = 3)",
    "adaptive_lif(beta = 0.5, v_reset = none, decay_input = false)",
    "cuba_lif(v_threshold = 1.2)",
    "qif(tau = 3)",
    "eif(delta_t = 0.7)",
    "izhikevich(a = 0.3, b = 0.4, w_rest = 0.1)"};

template <class R>
struct Result {
  R s[kSteps], dx[kSteps], state[2], d_state[2], d_learned;
};

template <class R, class Neuron, class Surrogate>
Result<R> RunScan(const Neuron& neuron, const Surrogate& g, const R* x,
                  const R* ds) {
  const SurrogateSpike<Surrogate> spike{g};
  const auto learned = InitialLearned<R>(neuron);
  Result<R> result;
  constexpr int kStates = Neuron::kStates;
  R state[kStates], before[kSteps * kStates], d_learned[1] = {R(0.0f)};
  for (int i = 0; i < 2; ++i) result.state[i] = R(0.0f);
  for (R& d : result.d_state) d = R(0.5f);
  SetInitialState(neuron, state);
  ScanForward(
      neuron, HardSpike(), learned.data(), kSteps, state,
      [&](int t) { return x[t]; }, [&](int t, R s) { result.s[t] = s; });
  for (int i = 0; i < kStates; ++i) result.state[i] = state[i];
  SetInitialState(neuron, state);
  ScanStates(neuron, spike, learned.data(), kSteps, state, before,
             [&](int t) { return x[t]; });
  ScanBackward(
      neuron, spike, learned.data(), kSteps, 0, before,
      [&](int t) { return x[t]; }, [&](int t) { return ds[t]; }, result.d_state,
      d_learned, [&](int t, R d) { result.dx[t] = d; });
  result.d_learned = d_learned[0];
  return result;
}

TEST(ScanLanes, HoldTheBitsOfSingleNeurons) {
  const RandomKey key = MakeRandomKey(7, "scan_lanes_test");
  float x[kSteps][kLanes], ds[kSteps][kLanes];
  for (int t = 0; t < kSteps; ++t) {
    for (int lane = 0; lane < kLanes; ++lane) {
      x[t][lane] = 3 * Uniform(key, t, lane) - 0.7f;
      ds[t][lane] = Normal(key, t + kSteps, lane);
    }
  }
  for (const char* text : kNeurons) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(VisitParsedNeuron<float>(text, [&](auto neuron, auto g) {
      using V = Vec<float, kLanes>;
      V vector_x[kSteps], vector_ds[kSteps];
      for (int t = 0; t < kSteps; ++t) {
        vector_x[t] = V::Load(x[t]);
        vector_ds[t] = V::Load(ds[t]);
      }
      const auto vector = RunScan<V>(neuron, g, vector_x, vector_ds);
      float spikes = 0;
      for (int lane = 0; lane < kLanes; ++lane) {
        float lane_x[kSteps], lane_ds[kSteps];
        for (int t = 0; t < kSteps; ++t) {
          lane_x[t] = x[t][lane];
          lane_ds[t] = ds[t][lane];
        }
        const auto scalar = RunScan<float>(neuron, g, lane_x, lane_ds);
        for (int t = 0; t < kSteps; ++t) {
          EXPECT_EQ(vector.s[t][lane], scalar.s[t]);
          EXPECT_EQ(vector.dx[t][lane], scalar.dx[t]);
          spikes += scalar.s[t];
        }
        for (int i = 0; i < 2; ++i) {
          EXPECT_EQ(vector.state[i][lane], scalar.state[i]);
          EXPECT_EQ(vector.d_state[i][lane], scalar.d_state[i]);
        }
        EXPECT_EQ(vector.d_learned[lane], scalar.d_learned);
      }
      EXPECT_GT(spikes, 0);
      EXPECT_LT(spikes, kSteps * kLanes);
    }));
  }
}

}  // namespace
}  // namespace synfire
