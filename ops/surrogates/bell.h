// Surrogates that are the derivative of a smooth sigmoidal function.
#ifndef SYNFIRE_OPS_SURROGATES_BELL_H_
#define SYNFIRE_OPS_SURROGATES_BELL_H_

#include "core/elementary.h"
#include "core/host_device.h"
#include "ops/params/param.h"

namespace synfire {

// g'(u) = (alpha/2) / (1 + (pi/2 alpha u)^2)
// g(u)  = atan(pi/2 alpha u) / pi + 1/2
template <class Real>
struct AtanSurrogate {
  static constexpr const char* kName = "atan";
  static constexpr const char* kDoc = "(alpha/2) / (1 + (pi/2 alpha u)^2)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 2, "steepness; g'(0) = alpha / 2"));

  Real alpha;

  template <class Attributes>
  static AtanSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R y = R(kHalfPi * alpha) * u;
    return R(alpha / 2) / (R(1) + y * y);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return Atan(R(kHalfPi * alpha) * u) * R(Real(0.5) / kHalfPi) + R(Real(0.5));
  }

 private:
  static constexpr Real kHalfPi = Real(1.57079632679489661923);
};

// g'(u) = alpha s (1 - s),  s = sigmoid(alpha u) = g(u)
template <class Real>
struct SigmoidSurrogate {
  static constexpr const char* kName = "sigmoid";
  static constexpr const char* kDoc = "alpha s (1 - s), s = sigmoid(alpha u)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 4, "steepness; g'(0) = alpha / 4"));

  Real alpha;

  template <class Attributes>
  static SigmoidSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R s = Sigmoid(R(alpha) * u);
    return R(alpha) * s * (R(1) - s);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return Sigmoid(R(alpha) * u);
  }
};

// g'(u) = alpha / sqrt(pi) e^(-alpha^2 u^2)
// g(u)  = (1 + erf(alpha u)) / 2
template <class Real>
struct ErfSurrogate {
  static constexpr const char* kName = "erf";
  static constexpr const char* kDoc = "alpha / sqrt(pi) exp(-(alpha u)^2)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 2, "steepness; g'(0) = alpha / sqrt(pi)"));

  Real alpha;

  template <class Attributes>
  static ErfSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R y = R(alpha) * u;
    return R(alpha * Real(0.56418958354775628695)) * Exp(-(y * y));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return (R(1) + Erf(R(alpha) * u)) * R(Real(0.5));
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_BELL_H_
