// Exponential integrate-and-fire.
//
//   H = V + (X + v_rest - V + delta_t e^((V - theta_rh) / delta_t)) / tau
//   then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset (0 if none).
// tau in time steps; theta_rh is the rheobase threshold, above which the
// exponential drives a spike, and delta_t says how sharply.
#ifndef SYNFIRE_OPS_NEURONS_EIF_H_
#define SYNFIRE_OPS_NEURONS_EIF_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct EifNeuron {
  static constexpr const char* kName = "eif";
  static constexpr const char* kDoc =
      "exponential integrate-and-fire: H = V + (X + v_rest - V + "
      "delta_t exp((V - theta_rh) / delta_t)) / tau";
  static constexpr auto kParams =
      Params(kTauParam, Above(0, "delta_t", "", 1, "width of spike initiation"),
             AnyReal("theta_rh", "", 0.8, "rheobase threshold"),
             AnyReal("v_rest", "", 0, "resting potential"));
  static constexpr FiringDefaults kFiring = FiresAt(1, -0.1);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Real tau, delta_t, theta_rh, v_rest;

  template <class Attributes>
  static EifNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a), static_cast<Real>(a.Float("tau")),
            static_cast<Real>(a.Float("delta_t")),
            static_cast<Real>(a.Float("theta_rh")),
            static_cast<Real>(a.Float("v_rest"))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    v = v + (x + v_rest - v + delta_t * Exp((v - theta_rh) / delta_t)) / tau;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_EIF_H_
