// Winograd's minimal filtering F(m,3) along one axis: m outputs of a filter of
// 3 taps g from n = m + 2 inputs d with n products instead of 3 m,
//
//   y = A^T [(G g) * (B^T d)]       (* element by element),
//
// and along two axes F(m x m, 3 x 3) = A^T [(G g G^T) * (B^T d B)] A.
//
// The matrices follow from n - 1 points p, and infinity, at which polynomials
// are evaluated (Toom, Cook): A has the powers of p, G those up to p^2 over
// N(p) = product of p - q over the other points q, and B^T the coefficients of
// product of x - q.  m = 2 takes 0, 1 and -1.  m = 4 takes 0, +-5/8 and +-3/2:
// with these, an f32 result is 2 to 2.5 times as exact as with the usual 0, +-1
// and +-2 (relative RMS 8e-7 against 1.6e-6 on 64 channels), since |A|, |G|
// and |B| grow less; all entries but those of G are exact.
//
// Source: A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural
// Networks", CVPR 2016; on the choice of points, B. Barabasz et al., "Error
// Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural
// Networks", ACM TOMS 46(4), 2020.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TRANSFORMS_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TRANSFORMS_H_

#include "core/host_device.h"

namespace synfire {
namespace SYNFIRE_ISA {

// The gradient of g for a gradient dy of y is the transposed form,
//
//   dg = G^T [(A dy) * (B^T d)].
//
// kM and kN, and for values R that add and multiply:
//   Input(d [kN], v [kN])             v = B^T d
//   Weights(g [3], u [kN])            u = G g
//   Output(m [kN], y [kM])            y = A^T m
//   OutputGradient(dy [kM], w [kN])   w = A dy
//   WeightGradient(u [kN], dg [3])    dg = G^T u
template <int kOutputs>
struct Transforms;

template <>
struct Transforms<2> {
  static constexpr int kM = 2, kN = 4;

  template <class R>
  static SYNFIRE_HOST_DEVICE void Input(const R* d, R* v) {
    v[0] = d[0] - d[2];
    v[1] = d[2] + d[1];
    v[2] = d[2] - d[1];
    v[3] = d[3] - d[1];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void Weights(const R* g, R* u) {
    const R even = (g[0] + g[2]) * R(0.5f), odd = g[1] * R(0.5f);
    u[0] = g[0];
    u[1] = even + odd;
    u[2] = even - odd;
    u[3] = g[2];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void Output(const R* m, R* y) {
    y[0] = m[0] + (m[1] + m[2]);
    y[1] = (m[1] - m[2]) + m[3];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void OutputGradient(const R* dy, R* w) {
    w[0] = dy[0];
    w[1] = dy[0] + dy[1];
    w[2] = dy[0] - dy[1];
    w[3] = dy[1];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void WeightGradient(const R* u, R* dg) {
    const R even = (u[1] + u[2]) * R(0.5f);
    dg[0] = u[0] + even;
    dg[1] = (u[1] - u[2]) * R(0.5f);
    dg[2] = u[3] + even;
  }
};

template <>
struct Transforms<4> {
  static constexpr int kM = 4, kN = 6;
  // The points and their powers.
  static constexpr float kP = 0.625f, kQ = 1.5f;
  static constexpr float kP2 = kP * kP, kQ2 = kQ * kQ;
  static constexpr float kP3 = kP2 * kP, kQ3 = kQ2 * kQ;
  // 1 / N of +-p and of +-q; G: the powers of 0, p and q over their N.
  static constexpr double kInverseP = 0.5 / (double{kP2} * (kP2 - kQ2));
  static constexpr double kInverseQ = 0.5 / (double{kQ2} * (kQ2 - kP2));
  static constexpr float kG0 = static_cast<float>(1 / (double{kP2} * kQ2));
  static constexpr float kGP = static_cast<float>(kInverseP);
  static constexpr float kGP1 = static_cast<float>(kInverseP * kP);
  static constexpr float kGP2 = static_cast<float>(kInverseP * kP2);
  static constexpr float kGQ = static_cast<float>(kInverseQ);
  static constexpr float kGQ1 = static_cast<float>(kInverseQ * kQ);
  static constexpr float kGQ2 = static_cast<float>(kInverseQ * kQ2);

  template <class R>
  static SYNFIRE_HOST_DEVICE void Input(const R* d, R* v) {
    const R p(kP), q(kQ), p2(kP2), q2(kQ2), sum(kP2 + kQ2), product(kP2 * kQ2);
    const R even_p = d[4] - q2 * d[2], odd_p = d[3] - q2 * d[1];
    const R even_q = d[4] - p2 * d[2], odd_q = d[3] - p2 * d[1];
    v[0] = (d[4] - sum * d[2]) + product * d[0];
    v[1] = even_p + p * odd_p;
    v[2] = even_p - p * odd_p;
    v[3] = even_q + q * odd_q;
    v[4] = even_q - q * odd_q;
    v[5] = (d[5] - sum * d[3]) + product * d[1];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void Weights(const R* g, R* u) {
    const R even_p = R(kGP) * g[0] + R(kGP2) * g[2], odd_p = R(kGP1) * g[1];
    const R even_q = R(kGQ) * g[0] + R(kGQ2) * g[2], odd_q = R(kGQ1) * g[1];
    u[0] = R(kG0) * g[0];
    u[1] = even_p + odd_p;
    u[2] = even_p - odd_p;
    u[3] = even_q + odd_q;
    u[4] = even_q - odd_q;
    u[5] = g[2];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void Output(const R* m, R* y) {
    const R even_p = m[1] + m[2], odd_p = m[1] - m[2];
    const R even_q = m[3] + m[4], odd_q = m[3] - m[4];
    y[0] = m[0] + (even_p + even_q);
    y[1] = R(kP) * odd_p + R(kQ) * odd_q;
    y[2] = R(kP2) * even_p + R(kQ2) * even_q;
    y[3] = (m[5] + R(kP3) * odd_p) + R(kQ3) * odd_q;
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void OutputGradient(const R* dy, R* w) {
    const R even_p = dy[0] + R(kP2) * dy[2];
    const R odd_p = R(kP) * dy[1] + R(kP3) * dy[3];
    const R even_q = dy[0] + R(kQ2) * dy[2];
    const R odd_q = R(kQ) * dy[1] + R(kQ3) * dy[3];
    w[0] = dy[0];
    w[1] = even_p + odd_p;
    w[2] = even_p - odd_p;
    w[3] = even_q + odd_q;
    w[4] = even_q - odd_q;
    w[5] = dy[3];
  }
  template <class R>
  static SYNFIRE_HOST_DEVICE void WeightGradient(const R* u, R* dg) {
    const R even_p = u[1] + u[2], odd_p = u[1] - u[2];
    const R even_q = u[3] + u[4], odd_q = u[3] - u[4];
    dg[0] = R(kG0) * u[0] + (R(kGP) * even_p + R(kGQ) * even_q);
    dg[1] = R(kGP1) * odd_p + R(kGQ1) * odd_q;
    dg[2] = u[5] + (R(kGP2) * even_p + R(kGQ2) * even_q);
  }
};

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_TRANSFORMS_H_
