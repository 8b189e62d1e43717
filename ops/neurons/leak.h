// The leaky charge that several neurons share.
//
//   decay_input:  H = V + (X - (V - rest)) / tau
//   otherwise:    H = V - (V - rest) / tau + X
//
// tau in time steps; `rest` is where the membrane decays to.
#ifndef SYNFIRE_OPS_NEURONS_LEAK_H_
#define SYNFIRE_OPS_NEURONS_LEAK_H_

#include "core/host_device.h"
#include "ops/params/param.h"

namespace synfire {

constexpr Param kTauParam =
    Above(1, "tau", "steps", 2, "membrane time constant");
constexpr Param kDecayInputParam =
    Switch("decay_input", true, "divide the input by tau as well");

template <class Real>
struct Leak {
  Real tau;
  Real rest;
  bool decay_input;

  // Reads the two parameters above.
  template <class Attributes>
  static Leak From(const Attributes& a, Real rest) {
    return {static_cast<Real>(a.Float("tau")), rest, a.Bool("decay_input")};
  }

  template <class R>
  SYNFIRE_HOST_DEVICE R Charge(R v, R x) const {
    return decay_input ? v + (x - (v - rest)) / tau : v - (v - rest) / tau + x;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_LEAK_H_
