#include <gtest/gtest.h>

#include <array>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"
#include "tests/golden/neuron_traces.h"
#include "tests/golden/neuron_variants.h"
#include "tests/ops/neurons/parsed_neuron.h"

namespace synfire {
namespace {

// Runs the trace in numbers of type Real on `input`; returns whether its neuron
// exists.
template <class Real>
bool ExpectTrace(const NeuronTrace& golden, const double* input,
                 double tolerance) {
  return VisitParsedNeuron<Real>(golden.neuron, [&](auto neuron, auto g) {
    using Neuron = decltype(neuron);
    const SurrogateSpike<decltype(g)> spike{g};
    auto learned = InitialLearned<Real>(neuron);
    const auto x = [=](int t) { return static_cast<Real>(input[t]); };

    Real state[Neuron::kStates];
    SetInitialState(neuron, state);
    for (int t = 0; t < kTraceSteps; ++t) {
      ScanForward(
          neuron, spike, learned.data(), 1, state, [&](int) { return x(t); },
          [&](int, Real s) {
            // A neuron that never fires gives its membrane.
            EXPECT_NEAR(s, golden.s[t], Neuron::kFiring.fires ? 0 : tolerance)
                << t;
          });
      EXPECT_NEAR(state[0], golden.v[t], tolerance) << t;
    }

    Real before[kTraceSteps * Neuron::kStates];
    Real d_state[Neuron::kStates] = {};
    Real d_learned[kNumLearned<Neuron> + 1] = {};
    SetInitialState(neuron, state);
    ScanStates(neuron, spike, learned.data(), kTraceSteps, state, before, x);
    ScanBackward(
        neuron, spike, learned.data(), kTraceSteps, /*detach_every=*/0, before,
        x, [](int t) { return static_cast<Real>(kTraceLossWeights[t]); },
        d_state, d_learned,
        [&](int t, Real d) {
          EXPECT_NEAR(d, golden.dx[t], tolerance) << "dx " << t;
        });
    EXPECT_NEAR(d_learned[0], golden.d_learned, tolerance);
  });
}

TEST(NeuronTraces, EqualThePublishedOnesInDouble) {
  size_t checked = 0;
  for (const NeuronTrace& golden : kNeuronTraces) {
    SCOPED_TRACE(golden.neuron);
    checked += ExpectTrace<double>(golden, kTraceInput, 1e-9);
  }
  EXPECT_EQ(checked, std::size(kNeuronTraces));
}

TEST(NeuronTraces, EqualThePublishedOnesInFloat) {
  for (const NeuronTrace& golden : kNeuronTraces) {
    // Its membrane at step 6 is 1 up to the rounding of doubles.
    if (std::string(golden.neuron).find("if(v_reset = none") == 0) continue;
    SCOPED_TRACE(golden.neuron);
    ExpectTrace<float>(golden, kTraceInput, 1e-6);
  }
}

TEST(NeuronTraces, EqualTheirFormulasWithAnyOptions) {
  std::set<std::string> neurons;
  for (const NeuronTrace& golden : kNeuronVariants) {
    SCOPED_TRACE(golden.neuron);
    EXPECT_TRUE(ExpectTrace<double>(golden, kVariantInput, 1e-9));
    EXPECT_TRUE(ExpectTrace<float>(golden, kVariantInput, 2e-5));
    const absl::StatusOr<Call> call = Call::Parse(golden.neuron);
    ASSERT_TRUE(call.ok()) << call.status();
    neurons.insert(call->name);
  }
  // None of the list is left out.
  ForEachNeuron([&](auto family) {
    using Neuron = typename decltype(family)::template Of<double>;
    EXPECT_EQ(neurons.count(Neuron::kName), 1u) << Neuron::kName;
  });
}

}  // namespace
}  // namespace synfire
