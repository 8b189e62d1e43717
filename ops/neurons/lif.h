// Leaky integrate-and-fire.
//
//   H: the leaky charge of leak.h with rest = v_reset (0 where it is none);
//   then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset.
#ifndef SYNFIRE_OPS_NEURONS_LIF_H_
#define SYNFIRE_OPS_NEURONS_LIF_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct LifNeuron {
  static constexpr const char* kName = "lif";
  static constexpr const char* kDoc =
      "leaky integrate-and-fire: H = V + (X - (V - v_reset)) / tau";
  static constexpr auto kParams = Params(kTauParam, kDecayInputParam);
  static constexpr FiringDefaults kFiring = FiresAt(1, 0);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Leak<Real> leak;

  template <class Attributes>
  static LifNeuron From(const Attributes& a) {
    const auto firing = Firing<Real>::From(a);
    return {firing, Leak<Real>::From(a, firing.v_reset)};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    v = leak.Charge(v, x);
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_LIF_H_
