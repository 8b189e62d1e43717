// Leaky integrate-and-fire.
//
//   decay_input:  H = V + (X - (V - v_reset)) / tau
//   otherwise:    H = V - (V - v_reset) / tau + X
//   then fire and reset (firing.h); v_reset counts as 0 where it is none
//
// V [one a neuron]: the membrane, starts at v_reset.  tau in time steps.
#ifndef SYNFIRE_OPS_NEURONS_LIF_H_
#define SYNFIRE_OPS_NEURONS_LIF_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct LifNeuron {
  static constexpr const char* kName = "lif";
  static constexpr const char* kDoc =
      "leaky integrate-and-fire: H = V + (X - (V - v_reset)) / tau";
  static constexpr auto kParams =
      Params(Above(1, "tau", "steps", 2, "membrane time constant"),
             Switch("decay_input", true, "divide the input by tau as well"));
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Real tau;
  bool decay_input;

  template <class Attributes>
  static LifNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a), static_cast<Real>(a.Float("tau")),
            a.Bool("decay_input")};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    v = decay_input ? v + (x - (v - firing.v_reset)) / tau
                    : v - (v - firing.v_reset) / tau + x;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_LIF_H_
