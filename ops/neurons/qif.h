// Quadratic integrate-and-fire.
//
//   H = V + (X + a0 (V - v_rest) (V - v_c)) / tau
//   then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset (0 if none).
// tau in time steps; v_c is the potential from which the membrane rises by
// itself.
#ifndef SYNFIRE_OPS_NEURONS_QIF_H_
#define SYNFIRE_OPS_NEURONS_QIF_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct QifNeuron {
  static constexpr const char* kName = "qif";
  static constexpr const char* kDoc =
      "quadratic integrate-and-fire: "
      "H = V + (X + a0 (V - v_rest) (V - v_c)) / tau";
  static constexpr auto kParams =
      Params(kTauParam, AnyReal("v_c", "", 0.8, "critical potential"),
             Above(0, "a0", "", 1, "steepness of the parabola"),
             AnyReal("v_rest", "", 0, "resting potential"));
  static constexpr FiringDefaults kFiring = FiresAt(1, -0.1);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Real tau, v_c, a0, v_rest;

  template <class Attributes>
  static QifNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a), static_cast<Real>(a.Float("tau")),
            static_cast<Real>(a.Float("v_c")), static_cast<Real>(a.Float("a0")),
            static_cast<Real>(a.Float("v_rest"))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    v = v + (x + a0 * (v - v_rest) * (v - v_c)) / tau;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_QIF_H_
