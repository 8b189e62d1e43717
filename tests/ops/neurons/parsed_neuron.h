// Neurons from the notation of a model file, for tests.
#ifndef SYNFIRE_TESTS_OPS_NEURONS_PARSED_NEURON_H_
#define SYNFIRE_TESTS_OPS_NEURONS_PARSED_NEURON_H_

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_schema.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {

// Calls f(neuron, surrogate) with the structs that `text` names, such as
// "lif(tau = 3, surrogate = atan)".  Returns whether the neuron is in the list.
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
    const absl::StatusOr<SurrogateSpec> surrogate =
        SurrogateFromText(attrs->String("surrogate"));
    ASSERT_TRUE(surrogate.ok()) << surrogate.status();
    VisitSurrogate<Real>(*surrogate,
                         [&](auto g) { f(Neuron::From(*attrs), g); });
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
