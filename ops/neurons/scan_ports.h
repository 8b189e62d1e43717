// The inputs and outputs of a neuron's two ops, which depend only on how many
// states and learned parameters it has.
//
//   forward, op "lif"
//     in   x, learned_0 .., first_0 .. (first state; optional),
//          mean, slope, offset (optional, all or none)
//     out  s, last_0 .., spikes
//   backward, op "lif_grad"
//     in   x, learned_0 .., ds (optional), first_0 .. (optional),
//          d_last_0 .. (optional), mean, slope, offset (optional)
//     out  dx, d_learned_0 .., d_first_0 .., d_slope, d_offset
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
  int Norm() const { return 1 + learned + states; }  // mean; slope, offset
  static constexpr int kS = 0;
  int Last(int i) const { return 1 + i; }
  int Spikes() const { return 1 + states; }

  // Backward.
  int Ds() const { return 1 + learned; }
  int GradFirst(int i) const { return 2 + learned + i; }
  int DLast(int i) const { return 2 + learned + states + i; }
  int GradNorm() const { return 2 + learned + 2 * states; }
  static constexpr int kDx = 0;
  int DLearned(int i) const { return 1 + i; }
  int DFirst(int i) const { return 1 + learned + i; }
  int DSlope() const { return 1 + learned + states; }
  int DOffset() const { return 2 + learned + states; }
};

template <class Neuron>
constexpr ScanPorts PortsOf() {
  return {Neuron::kStates, kNumLearned<Neuron>};
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_PORTS_H_
