// A LIF that never fires: the membrane itself is the output, for the last
// layer of a network.
//
//   V = the leaky charge of leak.h with rest = v_rest; the output is V
//
// V [one a neuron]: the membrane, starts at v_rest.
#ifndef SYNFIRE_OPS_NEURONS_LEAKY_INTEGRATOR_H_
#define SYNFIRE_OPS_NEURONS_LEAKY_INTEGRATOR_H_

#include "core/host_device.h"
#include "ops/neurons/firing.h"
#include "ops/neurons/leak.h"
#include "ops/neurons/learned.h"
#include "ops/params/param.h"

namespace synfire {

template <class Real>
struct LeakyIntegratorNeuron {
  static constexpr const char* kName = "leaky_integrator";
  static constexpr const char* kDoc =
      "leaky integration without firing; the output is the membrane";
  static constexpr auto kParams =
      Params(kTauParam, kDecayInputParam,
             AnyReal("v_rest", "", 0, "where the membrane starts and decays"));
  static constexpr FiringDefaults kFiring = NeverFires();
  static constexpr int kStates = 1;
  static constexpr const char* kStateNames[kStates] = {"v"};
  static constexpr auto kLearned = LearnedParams();

  Leak<Real> leak;

  template <class Attributes>
  static LeakyIntegratorNeuron From(const Attributes& a) {
    return {Leak<Real>::From(a, static_cast<Real>(a.Float("v_rest")))};
  }
  SYNFIRE_HOST_DEVICE Real InitialState(int) const { return leak.rest; }

  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R Step(R x, R* state, const R*, const Spike&) const {
    state[0] = leak.Charge(state[0], x);
    return state[0];
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_LEAKY_INTEGRATOR_H_
