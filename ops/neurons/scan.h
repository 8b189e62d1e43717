// A neuron's loop over time, and its backward sweep, for one group of lanes:
// R is float or double (one neuron) or Vec (a neuron a lane).
//
// Input, output and their gradients are reached through callables of the time
// step, so the caller decides where they lie and what is fused around them:
// x(t) may normalise on the way in, out(t, s) may pack bits, and a static
// input is x(t) that ignores t and dx(t, g) that sums.  Host and device.
//
// Steps is int, or FixedSteps<T> where T is known when the scan is compiled.
#ifndef SYNFIRE_OPS_NEURONS_SCAN_H_
#define SYNFIRE_OPS_NEURONS_SCAN_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/neurons/learned.h"

namespace synfire {

template <int kSteps>
struct FixedSteps {
  SYNFIRE_HOST_DEVICE constexpr operator int() const { return kSteps; }
};

// Sets the state of the first step.
template <class R, class Neuron>
SYNFIRE_HOST_DEVICE void SetInitialState(const Neuron& neuron, R* state) {
  for (int i = 0; i < Neuron::kStates; ++i) {
    state[i] = R(neuron.InitialState(i));
  }
}

// s_t = Step(x(t)) for t in [0, steps); calls out(t, s_t).  `state` [states]:
// before the first step on entry, after the last on return.
template <class R, class Neuron, class Spike, class Steps, class X, class Out>
SYNFIRE_HOST_DEVICE void ScanForward(const Neuron& neuron, const Spike& spike,
                                     const R* learned, Steps steps, R* state,
                                     X&& x, Out&& out) {
  SYNFIRE_UNROLL_ON_DEVICE for (int t = 0; t < steps; ++t) {
    out(t, neuron.Step(x(t), state, learned, spike));
  }
}

// ScanForward for its states alone: `before` [steps, states], an array or what
// is indexed like one, holds the state before each step.  Calls `spike` in the
// order of time.
template <class R, class Neuron, class Spike, class Steps, class Before,
          class X>
SYNFIRE_HOST_DEVICE void ScanStates(const Neuron& neuron, const Spike& spike,
                                    const R* learned, Steps steps, R* state,
                                    Before&& before, X&& x) {
  constexpr int kStates = Neuron::kStates;
  SYNFIRE_UNROLL_ON_DEVICE for (int t = 0; t < steps; ++t) {
    SYNFIRE_UNROLL_ON_DEVICE for (int i = 0; i < kStates; ++i) {
      before[t * kStates + i] = state[i];
    }
    neuron.Step(x(t), state, learned, spike);
  }
}

// The gradient of a loss through ScanForward, after ScanStates.  Calls `spike`
// with dual numbers, in the reverse order of time.
//   before    what ScanStates left
//   ds(t)     dL/ds_t
//   d_state   [states] on entry dL/d(final state), on return dL/d(first state)
//   d_learned [learned] dL/d(learned) is added to it
//   dx(t, g)  is called with g = dL/dx_t, t falling from steps - 1 to 0
// With detach_every = k > 0 no gradient passes from step t to t - 1 where k
// divides t (truncated backpropagation through time); 0: everywhere.
template <class R, class Neuron, class Spike, class Steps, class Before,
          class X, class Ds, class Dx>
SYNFIRE_HOST_DEVICE void ScanBackward(const Neuron& neuron, const Spike& spike,
                                      const R* learned, Steps steps,
                                      int detach_every, const Before& before,
                                      X&& x, Ds&& ds, R* d_state, R* d_learned,
                                      Dx&& dx) {
  constexpr int kStates = Neuron::kStates;
  constexpr int kLearned = kNumLearned<Neuron>;
  constexpr int kInput = kStates;      // the variables of a step are its
  constexpr int kFirst = kStates + 1;  // states, its input, the learned
  constexpr int kAll = kStepVariables<Neuron>;
  using D = Dual<R, kAll>;

  D dual_learned[kLearned + 1];  // + 1: no array is empty
  SYNFIRE_UNROLL for (int i = 0; i < kLearned; ++i) {
    dual_learned[i] = D::Variable(learned[i], kFirst + i);
  }
  SYNFIRE_UNROLL_ON_DEVICE for (int t = steps - 1; t >= 0; --t) {
    D dual_state[kStates];
    SYNFIRE_UNROLL for (int i = 0; i < kStates; ++i) {
      dual_state[i] = D::Variable(before[t * kStates + i], i);
    }
    const D s =
        neuron.Step(D::Variable(x(t), kInput), dual_state, dual_learned, spike);
    const R d_s = ds(t);
    R gradient[kAll];
    SYNFIRE_UNROLL for (int k = 0; k < kAll; ++k) {
      gradient[k] = d_s * s.tangent[k];
      SYNFIRE_UNROLL for (int i = 0; i < kStates; ++i) {
        gradient[k] = gradient[k] + d_state[i] * dual_state[i].tangent[k];
      }
    }
    dx(t, gradient[kInput]);
    SYNFIRE_UNROLL for (int i = 0; i < kLearned; ++i) {
      d_learned[i] = d_learned[i] + gradient[kFirst + i];
    }
    const bool detached = detach_every > 0 && t > 0 && t % detach_every == 0;
    SYNFIRE_UNROLL for (int i = 0; i < kStates; ++i) {
      d_state[i] = detached ? R(0) : gradient[i];
    }
  }
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_H_
