// Surrogates made of straight pieces: cheap, and zero or flat far from firing.
#ifndef SYNFIRE_OPS_SURROGATES_PIECEWISE_H_
#define SYNFIRE_OPS_SURROGATES_PIECEWISE_H_

#include "core/elementary.h"
#include "core/host_device.h"
#include "ops/params/param.h"

namespace synfire {

// g'(u) = max(0, alpha - alpha^2 |u|)
// g(u)  = y - y |y| / 2 + 1/2,  y = alpha u clipped to [-1, 1]
template <class Real>
struct PiecewiseQuadraticSurrogate {
  static constexpr const char* kName = "piecewise_quadratic";
  static constexpr const char* kDoc = "max(0, alpha - alpha^2 |u|)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 1, "height; zero beyond |u| = 1 / alpha"));

  Real alpha;

  template <class Attributes>
  static PiecewiseQuadraticSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return Relu(R(alpha) - R(alpha * alpha) * Abs(u));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R y = Min(Max(R(alpha) * u, R(-1)), R(1));
    return y - y * Abs(y) * R(Real(0.5)) + R(Real(0.5));
  }
};

// g'(u) = alpha max(0, 1 - |u|)
// g(u)  = alpha (y - y |y| / 2) + 1/2,  y = u clipped to [-1, 1]
template <class Real>
struct TriangleSurrogate {
  static constexpr const char* kName = "triangle";
  static constexpr const char* kDoc = "alpha max(0, 1 - |u|)";
  static constexpr auto kParams =
      Params(Above(0, "alpha", "", 1, "height; zero beyond |u| = 1"));

  Real alpha;

  template <class Attributes>
  static TriangleSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return R(alpha) * Relu(R(1) - Abs(u));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R y = Min(Max(u, R(-1)), R(1));
    return R(alpha) * (y - y * Abs(y) * R(Real(0.5))) + R(Real(0.5));
  }
};

// g'(u) = alpha where |u| < 1 / (2 alpha), else 0
// g(u)  = alpha u + 1/2 clipped to [0, 1]
template <class Real>
struct RectSurrogate {
  static constexpr const char* kName = "rect";
  static constexpr const char* kDoc = "alpha where |u| < 1 / (2 alpha), else 0";
  static constexpr auto kParams = Params(Above(0, "alpha", "", 1, "height"));

  Real alpha;

  template <class Attributes>
  static RectSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return Select(Abs(u) < R(Real(0.5) / alpha), R(alpha), R(0));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return Min(Max(R(alpha) * u + R(Real(0.5)), R(0)), R(1));
  }
};

// g'(u) = 1 / (2 w) where |u| < w, else c
// g(u)  = u / (2 w) + 1/2 inside; outside it goes on with slope c
template <class Real>
struct PiecewiseLeakyReluSurrogate {
  static constexpr const char* kName = "piecewise_leaky_relu";
  static constexpr const char* kDoc = "1 / (2 w) where |u| < w, else c";
  static constexpr auto kParams =
      Params(Above(0, "w", "", 1, "half the width of the steep piece"),
             Above(0, "c", "", 0.01, "slope outside it"));

  Real w, c;

  template <class Attributes>
  static PiecewiseLeakyReluSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("w")), static_cast<Real>(a.Float("c"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
    return Select(Abs(u) < R(w), R(1 / (2 * w)), R(c));
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    const R inside = Min(Max(u, R(-w)), R(w));
    return inside * R(1 / (2 * w)) + R(Real(0.5)) + R(c) * (u - inside);
  }
};

// g'(u) = alpha;  g(u) = alpha u + 1/2
template <class Real>
struct StraightThroughSurrogate {
  static constexpr const char* kName = "straight_through";
  static constexpr const char* kDoc = "alpha everywhere";
  static constexpr auto kParams = Params(Above(0, "alpha", "", 1, "slope"));

  Real alpha;

  template <class Attributes>
  static StraightThroughSurrogate From(const Attributes& a) {
    return {static_cast<Real>(a.Float("alpha"))};
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R) const {
    return R(alpha);
  }
  template <class R>
  SYNFIRE_HOST_DEVICE R Primitive(R u) const {
    return R(alpha) * u + R(Real(0.5));
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_PIECEWISE_H_
