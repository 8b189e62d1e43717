// Izhikevich's neuron: quadratic integrate-and-fire with adaptation.
//
//   H  = V + (X + a0 (V - v_rest) (V - v_c) - w) / tau
//   w' = w + (a (H - v_rest) - w) / tau_w
//   fire and reset V (firing.h);  w = w' + b S
//
// V [one a neuron]: the membrane, starts at v_reset (0 if none).
// w [one a neuron]: the adaptation current, starts at w_rest.
// tau and tau_w in time steps.  detach_reset concerns V alone: a gradient
// always flows through S into w.
#ifndef SYNFIRE_OPS_NEURONS_IZHIKEVICH_H_
#define SYNFIRE_OPS_NEURONS_IZHIKEVICH_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct IzhikevichNeuron {
  static constexpr const char* kName = "izhikevich";
  static constexpr const char* kDoc =
      "quadratic integrate-and-fire with an adaptation current w: "
      "H = V + (X + a0 (V - v_rest) (V - v_c) - w) / tau";
  static constexpr auto kParams =
      Params(kTauParam, AnyReal("v_c", "", 0.8, "critical potential"),
             Above(0, "a0", "", 1, "steepness of the parabola"),
             AnyReal("v_rest", "", -0.1, "resting potential"),
             AnyReal("w_rest", "", 0, "w before the first step"),
             Above(0, "tau_w", "steps", 2, "time constant of w"),
             AnyReal("a", "", 0, "how much w follows the membrane"),
             AnyReal("b", "", 0, "how far w jumps on a spike"));
  static constexpr FiringDefaults kFiring = FiresAt(1, -0.1);
  static constexpr int kStates = 2;
  static constexpr const char* kStateNames[kStates] = {"v", "w"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Real tau, v_c, a0, v_rest, w_rest, tau_w, a, b;

  template <class Attributes>
  static IzhikevichNeuron From(const Attributes& attrs) {
    const auto real = [&](const char* name) {
      return static_cast<Real>(attrs.Float(name));
    };
    return {Firing<Real>::From(attrs),
            real("tau"),
            real("v_c"),
            real("a0"),
            real("v_rest"),
            real("w_rest"),
            real("tau_w"),
            real("a"),
            real("b")};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int i) const {
    return i == 0 ? firing.v_reset : w_rest;
  }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    R& w = state[1];
    v = v + (x + a0 * (v - v_rest) * (v - v_c) - w) / tau;
    w = w + (a * (v - v_rest) - w) / tau_w;
    const R s = firing.FireAndReset(&v, spike);
    w = w + b * s;
    return s;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_IZHIKEVICH_H_
