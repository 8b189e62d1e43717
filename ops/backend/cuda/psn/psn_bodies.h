// The parallel spiking neuron on the device (ops/neurons/psn): H = M X + b.
//
// A thread has kLanes neighbouring neurons, and of them kPsnTile steps at a
// time, so that what it reads of x serves as many steps.  M [T,T] is made once
// (PsnExpandBody); all threads read the same of it.  Sums over time are in the
// reference's order.  REQUIRES: kLanes divides the size.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_BODIES_H_

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"
#include "ops/backend/cuda/neuron_scan/chosen_surrogate.h"
#include "ops/backend/cuda/sums/block_sum.h"
#include "ops/neurons/psn/mixing.h"

namespace synfire {

constexpr int kPsnThreads = 256;  // of a block
constexpr int kPsnTile = 4;       // steps

// matrix [T,T] = M, given w.
struct PsnExpandBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPsnThreads, kPhases = 1;

  Mixing mixing;
  const float* w;
  float* matrix;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t i = at.block * kThreads + at.thread;
    if (i >= int64_t{mixing.steps} * mixing.steps) return;
    const int t = static_cast<int>(i / mixing.steps);
    const int j = static_cast<int>(i % mixing.steps);
    const bool reads = mixing.First(t) <= j && j < mixing.End(t);
    matrix[i] =
        reads ? w[mixing.Place(t, j)] * static_cast<float>(mixing.Factor(t, j))
              : 0.0f;
  }
};

// Arrays are [T, size]; x of stride 0, static, is [size].
struct PsnInput {
  Mixing mixing;
  int64_t size, x_stride;
  const float *x, *matrix, *bias;

  // Calls each(t, H) for all steps of the group whose first neuron is n.
  template <int kLanes, class Each>
  SYNFIRE_HOST_DEVICE void ForMembranes(int64_t n, Each&& each) const {
    using R = FloatLanes<kLanes>;
    const int steps = mixing.steps;
    for (int t0 = 0; t0 < steps; t0 += kPsnTile) {
      const int past = t0 + kPsnTile < steps ? t0 + kPsnTile : steps;
      R h[kPsnTile];
      SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) {
        h[i] = R(t0 + i < past ? bias[mixing.BiasPlace(t0 + i)] : 0.0f);
      }
      for (int j = mixing.First(t0); j < mixing.End(past - 1); ++j) {
        const R v = R::Load(x + j * x_stride + n);
        SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) {
          const int t = t0 + i;
          if (t < past && mixing.First(t) <= j && j < mixing.End(t)) {
            h[i] = h[i] + R(matrix[int64_t{t} * steps + j]) * v;
          }
        }
      }
      SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) {
        if (t0 + i < past) each(t0 + i, h[i]);
      }
    }
  }
};

template <int kLanes>
struct PsnBody {
  using Shared = BlockSum<int64_t>;
  static constexpr int kThreads = kPsnThreads, kPhases = 3;

  PsnInput in;
  float* s;
  int64_t* block_spikes;  // [blocks]

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      const int64_t n = (at.block * kThreads + at.thread) * kLanes;
      shared->of_thread[at.thread] = n < in.size ? Fire(n) : 0;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      block_spikes[at.block] = shared->Total();
    }
  }

 private:
  // Returns how many spikes the group fires.
  SYNFIRE_HOST_DEVICE int64_t Fire(int64_t n) const {
    using R = FloatLanes<kLanes>;
    int64_t spikes = 0;
    in.template ForMembranes<kLanes>(n, [&](int t, R h) {
      R fired;
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        const bool fires = h.lane[i] >= 0;
        fired.lane[i] = fires ? 1.0f : 0.0f;
        spikes += fires ? 1 : 0;
      }
      fired.Store(s + t * in.size + n);
    });
    return spikes;
  }
};

// dh = ds * the surrogate's derivative at H.
template <int kLanes>
struct PsnMembraneGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPsnThreads, kPhases = 1;

  PsnInput in;
  ChosenSurrogate surrogate;
  const float* ds;
  float* dh;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= in.size) return;
    in.template ForMembranes<kLanes>(n, [&](int t, R h) {
      const int64_t place = t * in.size + n;
      (R::Load(ds + place) * surrogate.Derivative(h)).Store(dh + place);
    });
  }
};

// dx[j] = sum over the steps t that read j of M[t,j] dh[t];  of a static x the
// sum of that over j.
template <int kLanes>
struct PsnInputGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPsnThreads, kPhases = 1;

  PsnInput in;
  const float* dh;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= in.size) return;
    const Mixing& mixing = in.mixing;
    R sum(0.0f);
    for (int j0 = 0; j0 < mixing.steps; j0 += kPsnTile) {
      const int past =
          j0 + kPsnTile < mixing.steps ? j0 + kPsnTile : mixing.steps;
      R d[kPsnTile];
      SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) d[i] = R(0.0f);
      for (int t = mixing.FirstReader(j0); t < mixing.EndOfReaders(past - 1);
           ++t) {
        const R v = R::Load(dh + t * in.size + n);
        SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) {
          const int j = j0 + i;
          if (j < past && mixing.FirstReader(j) <= t &&
              t < mixing.EndOfReaders(j)) {
            d[i] = d[i] + R(in.matrix[int64_t{t} * mixing.steps + j]) * v;
          }
        }
      }
      SYNFIRE_UNROLL for (int i = 0; i < kPsnTile; ++i) {
        if (j0 + i >= past) continue;
        sum = sum + d[i];
        if (in.x_stride != 0) d[i].Store(dx + (j0 + i) * in.size + n);
      }
    }
    if (in.x_stride == 0) sum.Store(dx + n);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_BODIES_H_
