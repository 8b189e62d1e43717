// How the weights of a parallel spiking neuron mix time steps: one matrix
// M [T,T] for all three variants, of which row t says what step t reads.
//
//   w [T,T]          M[t,j] = w[t,j] m[t,j]
//                    m: 1 where t - order < j <= t, elsewhere 1 - lambda;
//                    order = 0: 1 everywhere
//   w [K], the taps  M[t,j] = w[K - 1 - (t - j)] where t - K < j <= t, else 0
//
// b is [T], or of taps one number.
#ifndef SYNFIRE_OPS_NEURONS_PSN_MIXING_H_
#define SYNFIRE_OPS_NEURONS_PSN_MIXING_H_

#include <algorithm>
#include <cstdint>

#include "core/host_device.h"

namespace synfire {

struct Mixing {
  int steps;      // T
  int taps;       // K, or 0 where w is [T,T]
  int order;      // 0: all steps
  double lambda;  // in [0,1]

  // A step reads itself and the reach - 1 steps before it; 0: all steps.
  SYNFIRE_HOST_DEVICE int Reach() const {
    if (taps > 0) return taps;
    return order > 0 && lambda == 1 ? order : 0;
  }
  // The steps that step t reads: [First(t), End(t)).
  SYNFIRE_HOST_DEVICE int First(int t) const {
    return Reach() > 0 && t >= Reach() ? t - Reach() + 1 : 0;
  }
  SYNFIRE_HOST_DEVICE int End(int t) const {
    return Reach() > 0 ? t + 1 : steps;
  }
  // The steps that read step j: [FirstReader(j), EndOfReaders(j)).
  SYNFIRE_HOST_DEVICE int FirstReader(int j) const {
    return Reach() > 0 ? j : 0;
  }
  SYNFIRE_HOST_DEVICE int EndOfReaders(int j) const {
    return Reach() > 0 && Reach() < steps - j ? j + Reach() : steps;
  }

  // Where the weight of (t, j) stands in w, and its factor.  REQUIRE: t reads
  // j.
  SYNFIRE_HOST_DEVICE int64_t Place(int t, int j) const {
    return taps > 0 ? taps - 1 - (t - j) : int64_t{t} * steps + j;
  }
  SYNFIRE_HOST_DEVICE double Factor(int t, int j) const {
    const bool in_band = j <= t && t - j < order;
    return taps > 0 || order == 0 || in_band ? 1 : 1 - lambda;
  }

  SYNFIRE_HOST_DEVICE int64_t Weights() const {
    return taps > 0 ? taps : int64_t{steps} * steps;
  }

  // Writes M.
  template <class Real>
  void Expand(const Real* w, Real* matrix) const {
    std::fill(matrix, matrix + int64_t{steps} * steps, Real(0));
    for (int t = 0; t < steps; ++t) {
      for (int j = First(t); j < End(t); ++j) {
        matrix[int64_t{t} * steps + j] =
            w[Place(t, j)] * static_cast<Real>(Factor(t, j));
      }
    }
  }
  // Writes dL/dw, given dL/dM.
  template <class Real>
  void Collapse(const double* d_matrix, Real* dw) const {
    if (taps == 0) {
      std::fill(dw, dw + Weights(), Real(0));
      for (int t = 0; t < steps; ++t) {
        for (int j = First(t); j < End(t); ++j) {
          dw[Place(t, j)] = static_cast<Real>(d_matrix[int64_t{t} * steps + j] *
                                              Factor(t, j));
        }
      }
      return;
    }
    for (int back = 0; back < taps; ++back) {
      double sum = 0;  // over a diagonal
      for (int t = back; t < steps; ++t) {
        sum += d_matrix[int64_t{t} * steps + t - back];
      }
      dw[taps - 1 - back] = static_cast<Real>(sum);
    }
  }

  // Element t of b, which taps have one of for all steps.
  SYNFIRE_HOST_DEVICE int BiasPlace(int t) const { return taps > 0 ? 0 : t; }
  // Writes dL/db, given dL/d(what each step adds).
  template <class Real>
  void CollapseBias(const double* d_bias, Real* db) const {
    double sum = 0;
    for (int t = 0; t < steps; ++t) {
      sum += d_bias[t];
      if (taps == 0) db[t] = static_cast<Real>(d_bias[t]);
    }
    if (taps > 0) db[0] = static_cast<Real>(sum);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_PSN_MIXING_H_
