// The parameters of a neuron that training changes: one number each a layer.
// A Step receives them as numbers of its type R, so that dual numbers carry
// their derivatives; constants are members of the neuron instead.
#ifndef SYNFIRE_OPS_NEURONS_LEARNED_H_
#define SYNFIRE_OPS_NEURONS_LEARNED_H_

#include <array>

namespace synfire {

struct Learned {
  const char* name;  // of the variable, under the layer's path
  const char* doc;
};

template <class... Ls>
constexpr std::array<Learned, sizeof...(Ls)> LearnedParams(Ls... learned) {
  return {{learned...}};
}

// Numbers that the derivative of one step is taken by: K of its Dual.
template <class Neuron>
constexpr int kNumLearned = static_cast<int>(Neuron::kLearned.size());
template <class Neuron>
constexpr int kStepVariables = Neuron::kStates + 1 + kNumLearned<Neuron>;

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_LEARNED_H_
