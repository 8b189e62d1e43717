// LIF with an input current that decays too (current based).
//
//   c = c_decay c + X
//   H = v_decay V + c;  then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset (0 if none).
// c [one a neuron]: the current, starts at 0.
#ifndef SYNFIRE_OPS_NEURONS_CUBA_LIF_H_
#define SYNFIRE_OPS_NEURONS_CUBA_LIF_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct CubaLifNeuron {
  static constexpr const char* kName = "cuba_lif";
  static constexpr const char* kDoc =
      "current-based leaky integrate-and-fire: c = c_decay c + X, "
      "H = v_decay V + c";
  static constexpr auto kParams = Params(
      Fraction("c_decay", "", 0.5, "of the current that stays a step"),
      Fraction("v_decay", "", 0.75, "of the membrane that stays a step"));
  static constexpr FiringDefaults kFiring = FiresAt(0.5, 0, "rect(alpha = 1)");
  static constexpr int kStates = 2;
  static constexpr const char* kStateNames[kStates] = {"v", "c"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Real c_decay, v_decay;

  template <class Attributes>
  static CubaLifNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a), static_cast<Real>(a.Float("c_decay")),
            static_cast<Real>(a.Float("v_decay"))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int i) const {
    return i == 0 ? firing.v_reset : Real(0);
  }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    R& c = state[1];
    c = c * c_decay + x;
    v = v * v_decay + c;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_CUBA_LIF_H_
