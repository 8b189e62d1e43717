// The end of every spiking neuron's step: fire, then reset.
//
//   S = 1 where H >= v_threshold, else 0      (H: the membrane after charging)
//   hard reset: V = S v_reset + (1 - S) H
//   soft reset: V = H - S v_threshold         (v_reset = none)
//
// With detach_reset no gradient flows through S in the reset: dV/dH is then
// 1 - S (hard) or 1 (soft); else it also has (v_reset - H) g' or
// -v_threshold g', g' the surrogate's derivative at H - v_threshold.
#ifndef SYNFIRE_OPS_NEURONS_FIRING_H_
#define SYNFIRE_OPS_NEURONS_FIRING_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "ops/params/param.h"

namespace synfire {

// How a neuron fires where the file does not say: its kFiring.
struct FiringDefaults {
  bool fires;  // false: its output is a number, and it has no attributes of
               // firing
  double v_threshold, v_reset;
  const char* surrogate;  // as in a model file
};

constexpr FiringDefaults FiresAt(double v_threshold, double v_reset,
                                 const char* surrogate = "atan(alpha = 2)") {
  return {true, v_threshold, v_reset, surrogate};
}
constexpr FiringDefaults NeverFires() { return {false, 0, 0, ""}; }

constexpr auto FiringParams(const FiringDefaults& defaults) {
  return Params(
      AnyReal("v_threshold", "", defaults.v_threshold, "fires at or above it"),
      RealOrNone("v_reset", "", defaults.v_reset,
                 "set after a spike; none subtracts v_threshold"),
      Switch("detach_reset", false,
             "no gradient through the spike in the reset"));
}

template <class Real>
struct Firing {
  Real v_threshold;
  Real v_reset;  // 0 if none: also where the membrane starts and decays to
  bool hard_reset;
  bool detach_reset;

  template <class Attributes>
  static Firing From(const Attributes& a) {
    const bool hard = !a.IsNone("v_reset");
    return {static_cast<Real>(a.Float("v_threshold")),
            static_cast<Real>(hard ? a.Float("v_reset") : 0), hard,
            a.Bool("detach_reset")};
  }

  // Returns S and resets the charged membrane `*v`.
  template <class R, class Spike>
  SYNFIRE_HOST_DEVICE R FireAndReset(R* v, const Spike& spike) const {
    return FireAndReset(v, v_threshold, spike);
  }
  // S and V depend on H alone: they are differentiated by it, once, and chained
  // to however many variables H has.
  template <class V, int K, class Spike>
  SYNFIRE_HOST_DEVICE Dual<V, K> FireAndReset(Dual<V, K>* v,
                                              const Spike& spike) const {
    Dual<V, 1> h = Dual<V, 1>::Variable(v->value, 0);
    const Dual<V, 1> s = FireAndReset(&h, v_threshold, spike);
    const Dual<V, K> fired = Chain(s.value, s.tangent[0], *v);
    *v = Chain(h.value, h.tangent[0], *v);
    return fired;
  }
  // The same at a threshold that moves: it stands for v_threshold in both
  // formulas.  T is Real or R.
  template <class R, class T, class Spike>
  SYNFIRE_HOST_DEVICE R FireAndReset(R* v, T threshold,
                                     const Spike& spike) const {
    const R s = spike(*v - threshold);
    *v = detach_reset ? Reset(*v, Detach(s), threshold)
                      : Reset(*v, s, threshold);
    return s;
  }

 private:
  template <class R, class S, class T>
  SYNFIRE_HOST_DEVICE R Reset(R h, S s, T threshold) const {
    return hard_reset ? s * v_reset + (1 - s) * h : h - s * threshold;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_FIRING_H_
