// Elementary functions with one meaning for every number a kernel computes on:
// float, double, a vector of them (core/simd.h), on the CPU and under nvcc.
//
// In float, Exp, Log and Sigmoid are our own polynomials, not the C library's:
// a scalar, each lane of a vector and a GPU thread then hold the same bits, and
// loops over them vectorise.  In double they are the C library's.
#ifndef SYNFIRE_CORE_ELEMENTARY_H_
#define SYNFIRE_CORE_ELEMENTARY_H_

#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/host_device.h"

namespace synfire {

// The arithmetic type inside a number: float for float, Vec<float, 8> and
// Dual<Vec<float, 8>, 2>.
template <class V>
struct ScalarOfImpl {
  using type = typename V::Scalar;
};
template <>
struct ScalarOfImpl<float> {
  using type = float;
};
template <>
struct ScalarOfImpl<double> {
  using type = double;
};
template <class V>
using ScalarOf = typename ScalarOfImpl<V>::type;

// `a` where the mask holds, else `b`.
SYNFIRE_HOST_DEVICE float Select(bool mask, float a, float b) {
  return mask ? a : b;
}
SYNFIRE_HOST_DEVICE double Select(bool mask, double a, double b) {
  return mask ? a : b;
}

namespace internal {

// Adding it to a small float rounds that to an integer, which then stands in
// the lowest bits of the sum.
constexpr float kRound = 12582912.0f;  // 1.5 * 2^23

}  // namespace internal

// x * 2^n.  REQUIRES: n is an integer in [-126, 127].
SYNFIRE_HOST_DEVICE float TimesPowerOfTwo(float x, float n) {
  const float biased = n + (internal::kRound + 127.0f);
  uint32_t bits;
  std::memcpy(&bits, &biased, sizeof bits);
  bits <<= 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return x * power;
}

// m and e with x = m * 2^e and m in [sqrt(1/2), sqrt(2)).
// REQUIRES: x is positive and normal.
SYNFIRE_HOST_DEVICE void SplitPowerOfTwo(float x, float* m, float* e) {
  int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  constexpr int32_t kSqrtHalf = 0x3f3504f3;
  const int32_t exponent = (bits - kSqrtHalf) >> 23;
  bits -= exponent * (1 << 23);
  std::memcpy(m, &bits, sizeof bits);
  *e = static_cast<float>(exponent);
}

namespace internal {

// e^x within 2 ulp; 0 and infinity beyond the range; NaN stays NaN.
// x = n ln 2 + r with |r| <= ln 2 / 2, and e^r by its Taylor-like polynomial.
template <class V>
SYNFIRE_HOST_DEVICE V ExpPolynomial(V x) {
  x = Select(x > V(89.0f), V(89.0f), x);
  x = Select(x < V(-104.0f), V(-104.0f), x);
  const V n = (x * V(1.44269504f) + V(kRound)) - V(kRound);
  // ln 2 in two parts; the first has few bits, so that n * it is exact.
  const V r = (x - n * V(0.693359375f)) - n * V(-2.12194440e-4f);
  V p = V(1.9875691500e-4f);
  p = p * r + V(1.3981999507e-3f);
  p = p * r + V(8.3334519073e-3f);
  p = p * r + V(4.1665795894e-2f);
  p = p * r + V(1.6666665459e-1f);
  p = p * r + V(5.0000001201e-1f);
  p = (p * r) * r + r + V(1.0f);
  // 2^n in two halves: n reaches beyond the exponents that a float has.
  const V half = (n * V(0.5f) + V(kRound)) - V(kRound);
  return TimesPowerOfTwo(TimesPowerOfTwo(p, half), n - half);
}

// ln x within 2 ulp.  REQUIRES: x is positive and normal.
template <class V>
SYNFIRE_HOST_DEVICE V LogPolynomial(V x) {
  V m, e;
  SplitPowerOfTwo(x, &m, &e);
  const V f = m - V(1.0f);
  V p = V(7.0376836292e-2f);
  p = p * f + V(-1.1514610310e-1f);
  p = p * f + V(1.1676998740e-1f);
  p = p * f + V(-1.2420140846e-1f);
  p = p * f + V(1.4249322787e-1f);
  p = p * f + V(-1.6668057665e-1f);
  p = p * f + V(2.0000714765e-1f);
  p = p * f + V(-2.4999993993e-1f);
  p = p * f + V(3.3333331174e-1f);
  const V square = f * f;
  V low = (f * square) * p + e * V(-2.12194440e-4f);
  low = low - V(0.5f) * square;
  return (f + low) + e * V(0.693359375f);
}

}  // namespace internal

SYNFIRE_HOST_DEVICE float Exp(float x) { return internal::ExpPolynomial(x); }
SYNFIRE_HOST_DEVICE double Exp(double x) { return std::exp(x); }

// REQUIRES: x is positive and normal.
SYNFIRE_HOST_DEVICE float Log(float x) { return internal::LogPolynomial(x); }
SYNFIRE_HOST_DEVICE double Log(double x) { return std::log(x); }

SYNFIRE_HOST_DEVICE float Atan(float x) { return std::atan(x); }
SYNFIRE_HOST_DEVICE double Atan(double x) { return std::atan(x); }
SYNFIRE_HOST_DEVICE float Erf(float x) { return std::erf(x); }
SYNFIRE_HOST_DEVICE double Erf(double x) { return std::erf(x); }

template <class V>
SYNFIRE_HOST_DEVICE V Max(V a, V b) {
  return Select(a < b, b, a);
}
template <class V>
SYNFIRE_HOST_DEVICE V Min(V a, V b) {
  return Select(b < a, b, a);
}
template <class V>
SYNFIRE_HOST_DEVICE V Abs(V x) {
  return Max(x, -x);
}

// max(0, x).
template <class V>
SYNFIRE_HOST_DEVICE V Relu(V x) {
  return Max(x, V(0));
}

// 1 / (1 + e^-x).
template <class V>
SYNFIRE_HOST_DEVICE V Sigmoid(V x) {
  return V(1) / (V(1) + Exp(-x));
}

// x^power.  REQUIRES: x is positive and normal.
template <class V>
SYNFIRE_HOST_DEVICE V Pow(V x, ScalarOf<V> power) {
  return Exp(V(power) * Log(x));
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_ELEMENTARY_H_
