// LIF whose threshold rises with its own spikes.
//
//   H: the leaky charge of leak.h with rest = v_reset (0 where it is none)
//   fire at v_threshold + a and reset (firing.h, with v_threshold + a for the
//   threshold)
//   a = a (1 - 1 / tau_a) + beta S
//
// V [one a neuron]: the membrane, starts at v_reset.
// a [one a neuron]: how far the threshold is raised, starts at 0.
// tau_a in time steps.  detach_reset concerns V alone: a gradient always
// flows through S into a.
// Source: Bellec et al., "Long short-term memory and learning-to-learn in
// networks of spiking neurons", 2018.
#ifndef SYNFIRE_OPS_NEURONS_ADAPTIVE_LIF_H_
#define SYNFIRE_OPS_NEURONS_ADAPTIVE_LIF_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct AdaptiveLifNeuron {
  static constexpr const char* kName = "adaptive_lif";
  static constexpr const char* kDoc =
      "leaky integrate-and-fire with a threshold that jumps by beta on a "
      "spike and decays back";
  static constexpr auto kParams =
      Params(kTauParam, kDecayInputParam,
             AnyReal("beta", "", 0.2, "how far the threshold jumps"),
             Above(1, "tau_a", "steps", 10, "time constant of its decay"));
  static constexpr FiringDefaults kFiring = FiresAt(1, 0);
  static constexpr int kStates = 2;
  static constexpr const char* kStateNames[kStates] = {"v", "a"};
  static constexpr auto kLearned = LearnedParams();

  Firing<Real> firing;
  Leak<Real> leak;
  Real beta, a_stays;

  template <class Attributes>
  static AdaptiveLifNeuron From(const Attributes& attrs) {
    const auto firing = Firing<Real>::From(attrs);
    return {firing, Leak<Real>::From(attrs, firing.v_reset),
            static_cast<Real>(attrs.Float("beta")),
            static_cast<Real>(1 - 1 / attrs.Float("tau_a"))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int i) const {
    return i == 0 ? firing.v_reset : Real(0);
  }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    R& v = state[0];
    R& a = state[1];
    v = leak.Charge(v, x);
    const R s = firing.FireAndReset(&v, a + firing.v_threshold, spike);
    a = a * a_stays + beta * s;
    return s;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_ADAPTIVE_LIF_H_
