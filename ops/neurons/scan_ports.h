// The inputs and outputs of a neuron's two ops, which depend only on how many
// states and learned parameters it has.
//
//   forward, op "lif"
//     in   x, learned_0 .., first_0 ..      (first state; optional)
//     out  s, last_0 .., spikes
//   backward, op "lif_grad"
//     in   x, learned_0 .., ds (optional), first_0 .. (optional),
//          d_last_0 .. (optional)
//     out  dx, d_learned_0 .., d_first_0 ..
#ifndef SYNFIRE_OPS_NEURONS_SCAN_PORTS_H_
#define SYNFIRE_OPS_NEURONS_SCAN_PORTS_H_

#include "ops/neurons/learned.h"

namespace synfire {

struct ScanPorts {
  int states, learned;

  // Both ops.
  static constexpr int kX = 0;
  int Learned(int i) const { return 1 + i; }

  // Forward.
  int First(int i) const { return 1 + learned + i; }
  static constexpr int kS = 0;
  int Last(int i) const { return 1 + i; }
  int Spikes() const { return 1 + states; }

  // Backward.
  int Ds() const { return 1 + learned; }
  int GradFirst(int i) const { return 2 + learned + i; }
  int DLast(int i) const { return 2 + learned + states + i; }
  static constexpr int kDx = 0;
  int DLearned(int i) const { return 1 + i; }
  int DFirst(int i) const { return 1 + learned + i; }
};

template <class Neuron>
constexpr ScanPorts PortsOf() {
  return {Neuron::kStates, kNumLearned<Neuron>};
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_PORTS_H_
