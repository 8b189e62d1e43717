// Surrogates with a peak at firing and long tails.
#ifndef SYNFIRE_OPS_SURROGATES_PEAK_H_
#define SYNFIRE_OPS_SURROGATES_PEAK_H_

#include "core/elementary.h"
#include "core/host_device.h"
#include "ops/params/param.h"

namespace synfire {

// g'(u) = alpha/2 e^(-alpha |u|)
// g(u)  = e^(alpha u) / 2 for u < 0, else 1 - e^(-alpha u) / 2
template <class Real>
struct PiecewiseExpSurrogate {
  static constexpr const char* kName = "piecewise_exp";
  static constexpr const char* kDoc = "alpha/2 exp(-alpha |u|)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 1, "steepness; g'(0) = alpha / 2"));

  Real alpha;

  template <class Attributes>
  static PiecewiseExpSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return R(alpha / 2) * Exp(R(-alpha) * Abs(u));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R tail = R(Real(0.5)) * Exp(R(-alpha) * Abs(u));
    return Select(u < R(0), tail, R(1) - tail);
  }
};

// g'(u) = 1 / (2 alpha (1/alpha + |u|)^2) = alpha/2 / (1 + alpha |u|)^2
// g(u)  = (alpha u / (1 + alpha |u|) + 1) / 2
template <class Real>
struct SoftSignSurrogate {
  static constexpr const char* kName = "soft_sign";
  static constexpr const char* kDoc = "alpha/2 / (1 + alpha |u|)^2";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 2, "steepness; g'(0) = alpha / 2"));

  Real alpha;

  template <class Attributes>
  static SoftSignSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R y = R(1) + R(alpha) * Abs(u);
    return R(alpha / 2) / (y * y);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R y = R(alpha) * u;
    return (y / (R(1) + Abs(y)) + R(1)) * R(Real(0.5));
  }
};

// g'(u) = alpha / (1 + slope |u|)^2
// g(u)  = alpha u / (1 + slope |u|) + 1/2
// With slope 1 what is often called SuperSpike; slope 25 is a common choice.
template <class Real>
struct FastSigmoidSurrogate {
  static constexpr const char* kName = "fast_sigmoid";
  static constexpr const char* kDoc = "alpha / (1 + slope |u|)^2";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 1, "height; g'(0) = alpha"),
             Above(0, "slope", "", 1, "how fast it falls off; often 25"));

  Real alpha, slope;

  template <class Attributes>
  static FastSigmoidSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha")),
            static_cast<Real>(a.Float("slope"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R y = R(1) + R(slope) * Abs(u);
    return R(alpha) / (y * y);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return R(alpha) * u / (R(1) + R(slope) * Abs(u)) + R(Real(0.5));
  }
};

// g'(u) = y^-alpha,  y = 1 + 2 |u| / (alpha - 1)
// g(u)  = y^(1 - alpha) / 2 for u < 0, else 1 - y^(1 - alpha) / 2
template <class Real>
struct QPseudoSpikeSurrogate {
  static constexpr const char* kName = "q_pseudo_spike";
  static constexpr const char* kDoc = "(1 + 2 |u| / (alpha - 1))^-alpha";
  static constexpr auto kParams =
      Params(Above(1, "alpha", "", 2, "tail: small is heavy"));

  Real alpha;

  template <class Attributes>
  static QPseudoSpikeSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return Pow(R(1) + R(2 / (alpha - 1)) * Abs(u), -alpha);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R tail =
        R(Real(0.5)) * Pow(R(1) + R(2 / (alpha - 1)) * Abs(u), 1 - alpha);
    return Select(u < R(0), tail, R(1) - tail);
  }
};

// Below firing g'(u) = alpha s (1 - s), s = sigmoid(alpha u) = g(u);
// above it     g'(u) = beta / (1 + u),  g(u) = beta ln(1 + u) + 1/2
template <class Real>
struct S2nnSurrogate {
  static constexpr const char* kName = "s2nn";
  static constexpr const char* kDoc =
      "alpha s (1 - s), s = sigmoid(alpha u), for u < 0; else beta / (1 + u)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 4, "steepness below firing"),
             Above(0, "beta", "", 1, "height at and above firing"));

  Real alpha, beta;

  template <class Attributes>
  static S2nnSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha")),
            static_cast<Real>(a.Float("beta"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    const R s = Sigmoid(R(alpha) * u);
    return Select(u < R(0), R(alpha) * s * (R(1) - s),
                  R(beta) / (R(1) + Relu(u)));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return Select(u < R(0), Sigmoid(R(alpha) * u),
                  R(beta) * Log(R(1) + Relu(u)) + R(Real(0.5)));
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_PEAK_H_
