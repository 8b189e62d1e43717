// Integrate-and-fire.
//
//   H = V + X;  then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset (0 if none).
#ifndef SYNFIRE_OPS_NEURONS_IF_H_
#define SYNFIRE_OPS_NEURONS_IF_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct IfNeuron {
  static constexpr const char* kName = "if";
  static constexpr const char* kDoc = "integrate-and-fire: H = V + X";
  static constexpr auto kParams = Params();
  static constexpr FiringDefaults kFiring = FiresAt(1, 0);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;

  template <class Attributes>
  static IfNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a)};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    v = v + x;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_IF_H_
