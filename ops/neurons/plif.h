// Parametric leaky integrate-and-fire: LIF whose time constant is learned.
//
//   k = 1 / tau = sigmoid(w)
//   decay_input:  H = V + (X - (V - v_reset)) k
//   otherwise:    H = V - (V - v_reset) k + X
//   then fire and reset (firing.h); v_reset counts as 0 where it is none
//
// V [one a neuron]: the membrane, starts at v_reset.
// w [one a layer or a channel]: learned, starts at -ln(init_tau - 1), where tau
// = init_tau. Source: Fang et al., "Incorporating learnable membrane time
// constant to enhance learning of spiking neural networks", ICCV 2021.
#ifndef SYNFIRE_OPS_NEURONS_PLIF_H_
#define SYNFIRE_OPS_NEURONS_PLIF_H_

#include <cmath>

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct PlifNeuron {
  static constexpr const char* kName = "plif";
  static constexpr const char* kDoc =
      "leaky integrate-and-fire with a learned 1 / tau = sigmoid(w)";
  static constexpr auto kParams =
      Params(Above(1, "init_tau", "steps", 2, "time constant before training"),
             kDecayInputParam);
  static constexpr FiringDefaults kFiring = FiresAt(1, 0);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned =
      LearnedParams(Learned{"w", "1 / tau = sigmoid(w)"});

  Firing<Real> firing;
  Real init_tau;
  bool decay_input;

  template <class Attributes>
  static PlifNeuron From(const Attributes& a) {
    return {Firing<Real>::From(a), static_cast<Real>(a.Float("init_tau")),
            a.Bool("decay_input")};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }
  // Host.  Learned parameter `index` before training.
  Real InitialLearned(int) const { return -std::log(init_tau - 1); }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R* learned,
                             const Spike& spike) const {
    const R k = Sigmoid(learned[0]);
    R& v = state[0];
    v = decay_input ? v + (x - (v - firing.v_reset)) * k
                    : v - (v - firing.v_reset) * k + x;
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_PLIF_H_
