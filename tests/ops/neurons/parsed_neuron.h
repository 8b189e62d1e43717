// Neurons from the notation of a model file, for tests.
#ifndef SYNFIRE_TESTS_OPS_NEURONS_PARSED_NEURON_H_
#define SYNFIRE_TESTS_OPS_NEURONS_PARSED_NEURON_H_

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "core/simd.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_schema.h"
#include "ops/surrogates/any_surrogate.h"

namespace synfire {

// A surrogate chosen at run time, of numbers and of vectors of them, so that
// tests are not compiled once for each.
template <class Real>
struct ParsedSurrogate {
  AnySurrogate<Real> surrogate;

  Real Derivative(Real u) const { return surrogate.Derivative(u); }
  Real Primitive(Real u) const { return surrogate.Primitive(u); }
  template <int N>
  Vec<Real, N> Derivative(Vec<Real, N> u) const {
    for (int i = 0; i < N; ++i) u.lanes[i] = surrogate.Derivative(u[i]);
    return u;
  }
};

// Calls f(neuron, surrogate) with the neuron's struct and the surrogate that
// `text` names, such as "lif(tau = 3, surrogate = atan)"; a neuron that never
// fires comes with the default surrogate.  Returns whether the neuron is in the
// list.
template <class Real, class F>
bool VisitParsedNeuron(const std::string& text, F&& f) {
  bool found = false;
  const absl::StatusOr<Call> call = Call::Parse(text);
  EXPECT_TRUE(call.ok()) << call.status();
  ForEachNeuron([&](auto family) {
    using Family = decltype(family);
    using Neuron = typename Family::template Of<Real>;
    if (!call.ok() || call->name != Neuron::kName) return;
    found = true;
    Schema schema("neuron", Neuron::kName, Neuron::kDoc);
    AddNeuronParams<Family::template Of>(&schema);
    const absl::StatusOr<Attrs> attrs = schema.Bind(*call, Scope());
    ASSERT_TRUE(attrs.ok()) << attrs.status();
    const absl::StatusOr<SurrogateSpec> surrogate = SurrogateFromText(
        Neuron::kFiring.fires ? attrs->String("surrogate") : "atan");
    ASSERT_TRUE(surrogate.ok()) << surrogate.status();
    f(Neuron::From(*attrs),
      ParsedSurrogate<Real>{AnySurrogate<Real>(*surrogate)});
  });
  return found;
}

// The neuron's learned parameters before training, at least one long.
template <class R, class Neuron>
std::array<R, kNumLearned<Neuron> + 1> InitialLearned(const Neuron& neuron) {
  std::array<R, kNumLearned<Neuron> + 1> learned{};
  if constexpr (kNumLearned < Neuron >> 0) {
    for (int i = 0; i < kNumLearned<Neuron>; ++i) {
      learned[i] = R(neuron.InitialLearned(i));
    }
  }
  return learned;
}

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_NEURONS_PARSED_NEURON_H_
