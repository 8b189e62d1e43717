// LIF with a learned gain before firing.
//
//   H = relu(k C), C the leaky charge of leak.h with rest = v_reset (0 where
//   it is none); then fire and reset (firing.h)
//
// V [one a neuron]: the membrane, starts at v_reset.
// k [one a layer or a channel]: learned, starts at init_k.
// Source: Jiang and Zhang, "KLIF: an optimized spiking neuron unit for tuning
// surrogate gradient slope and membrane potential", 2023.
#ifndef SYNFIRE_OPS_NEURONS_KLIF_H_
#define SYNFIRE_OPS_NEURONS_KLIF_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct KlifNeuron {
  static constexpr const char* kName = "klif";
  static constexpr const char* kDoc =
      "leaky integrate-and-fire with a learned gain: H = relu(k charge)";
  static constexpr auto kParams =
      Params(kTauParam, kDecayInputParam,
             AnyReal("init_k", "", 1, "gain before training"));
  static constexpr FiringDefaults kFiring = FiresAt(1, 0);
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned =
      LearnedParams(Learned{"k", "gain of the charged membrane"});

  Firing<Real> firing;
  Leak<Real> leak;
  Real init_k;

  template <class Attributes>
  static KlifNeuron From(const Attributes& a) {
    const auto firing = Firing<Real>::From(a);
    return {firing, Leak<Real>::From(a, firing.v_reset),
            static_cast<Real>(a.Float("init_k"))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return firing.v_reset; }
  // Host.  Learned parameter `index` before training.
  Real InitialLearned(int) const { return init_k; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R* learned,
                             const Spike& spike) const {
    R& v = state[0];
    v = Relu(learned[0] * leak.Charge(v, x));
    return firing.FireAndReset(&v, spike);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_KLIF_H_
