// Resonate-and-fire: a membrane that oscillates, so that it answers inputs
// that come in its own rhythm.
//
//   u' = decay (u cos - v sin) + X
//   v' = decay (u sin + v cos)
//   decay = exp(-1 / tau), angle = 2 pi / period
//   fires on v', S = 1 where v' >= v_threshold; then v is reset as firing.h
//   says, and u = (1 - S) u'
//
// u [one a neuron]: the current-like half of the oscillation, starts at 0.
// v [one a neuron]: the voltage-like half, starts at v_reset (0 where none).
// Source: Izhikevich, "Resonate-and-fire neurons", Neural Networks 14, 2001;
// here solved exactly over a step.
#ifndef EXAMPLES_OWN_NEURON_RESONATE_AND_FIRE_H_
#define EXAMPLES_OWN_NEURON_RESONATE_AND_FIRE_H_

#include <cmath>

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace example {

template <class Real>
struct ResonateAndFireNeuron {
  static constexpr const char* kName = "resonate_and_fire";
  static constexpr const char* kDoc =
      "a membrane that oscillates and fires at the top of its swing";
  static constexpr auto kParams = synfire::Params(
      synfire::Above(0, "tau", "steps", 4, "in which a swing dies down"),
      synfire::Above(2, "period", "steps", 8, "of an oscillation"));
  static constexpr synfire::FiringDefaults kFiring = synfire::FiresAt(1, 0);
  static constexpr int kStates = 2;
  static constexpr const char* kStateNames[kStates] = {"u", "v"};
  static constexpr auto kLearned = synfire::LearnedParams();

  synfire::Firing<Real> firing;
  Real cosine, sine;  // of the angle, times the decay

  template <class Attributes>
  static ResonateAndFireNeuron From(const Attributes& attrs) {
    constexpr double kTwoPi = 6.283185307179586;
    const double decay = std::exp(-1 / attrs.Float("tau"));
    const double angle = kTwoPi / attrs.Float("period");
    return {synfire::Firing<Real>::From(attrs),
            static_cast<Real>(decay * std::cos(angle)),
            static_cast<Real>(decay * std::sin(angle))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int i) const {
    return i == 1 ? firing.v_reset : Real(0);
  }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*,
                             const Spike& spike) const {
    const R u = state[0] * cosine - state[1] * sine + x;
    R v = state[0] * sine + state[1] * cosine;
    const R s = firing.FireAndReset(&v, spike);
    state[0] = firing.detach_reset ? (1 - synfire::Detach(s)) * u : (1 - s) * u;
    state[1] = v;
    return s;
  }
};

}  // namespace example

#endif  // EXAMPLES_OWN_NEURON_RESONATE_AND_FIRE_H_
