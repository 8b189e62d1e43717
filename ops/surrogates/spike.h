// Firing: the step function S(u) = 1 if u >= 0 else 0, u = membrane - threshold
// (equality fires), and what stands for its derivative.
//
// A surrogate is a struct with a table of parameters and two templates over
// the number type R (float, double, Vec):
//   R Derivative(R u)   g'(u), used in place of the step's derivative
//   R Primitive(R u)    g(u) with that derivative, g(0) = 1/2
// A neuron's Step takes one of the spike functions below as `spike`.
#ifndef SYNFIRE_OPS_SURROGATES_SPIKE_H_
#define SYNFIRE_OPS_SURROGATES_SPIKE_H_

#include "core/dual.h"
#include "core/host_device.h"

namespace synfire {

// The step alone, for a scan of which no gradient is taken.
struct HardSpike {
  template <class V>
  SYNFIRE_HOST_DEVICE V operator()(V u) const {
    return Select(u >= V(0), V(1), V(0));
  }
};

// The step, with the surrogate's derivative on dual numbers.
template <class Surrogate>
struct SurrogateSpike {
  Surrogate surrogate;

  template <class V>
  SYNFIRE_HOST_DEVICE V operator()(V u) const {
    return HardSpike()(u);
  }
  template <class V, int K>
  SYNFIRE_HOST_DEVICE Dual<V, K> operator()(Dual<V, K> u) const {
    return Chain(HardSpike()(u.value), surrogate.Derivative(u.value), u);
  }
};

// The primitive in place of the step: a smooth network of which the gradient
// is the true one, so that finite differences can check it.
template <class Surrogate>
struct SmoothSpike {
  Surrogate surrogate;

  template <class V>
  SYNFIRE_HOST_DEVICE V operator()(V u) const {
    return surrogate.Primitive(u);
  }
  template <class V, int K>
  SYNFIRE_HOST_DEVICE Dual<V, K> operator()(Dual<V, K> u) const {
    return Chain(surrogate.Primitive(u.value), surrogate.Derivative(u.value),
                 u);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_SPIKE_H_
