// Sums and maxima over time (ops/math/time).  A thread has kLanes neighbouring
// elements in all steps.  Arrays: x [steps, size], y [size].
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_TIME_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_TIME_BODIES_H_

#include "ops/backend/cuda/elements/element_body.h"

namespace synfire {

// y = sum over t of x[t] / divisor, in f64.
template <int kLanes>
struct SumTimeBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  int64_t size, steps;
  double divisor;
  const float* x;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    double sum[kLanes] = {};
    for (int64_t t = 0; t < steps; ++t) {
      const R v = R::Load(x + t * size + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) sum[i] += v.lane[i];
    }
    R mean;
    SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
      mean.lane[i] = static_cast<float>(sum[i] / divisor);
    }
    mean.Store(y + n);
  }
};

// The largest x[t], and the first step that has it; of NaNs the first.
template <int kLanes>
struct LargestOverTime {
  FloatLanes<kLanes> value;
  int64_t step[kLanes] = {};

  SYNFIRE_HOST_DEVICE LargestOverTime(const float* x, int64_t size,
                                      int64_t steps)
      : value(FloatLanes<kLanes>::Load(x)) {
    for (int64_t t = 1; t < steps; ++t) {
      const auto v = FloatLanes<kLanes>::Load(x + t * size);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        const float best = value.lane[i], next = v.lane[i];
        if (next > best || (next != next && best == best)) {
          value.lane[i] = next;
          step[i] = t;
        }
      }
    }
  }
};

template <int kLanes>
struct MaxTimeBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  int64_t size, steps;
  const float* x;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    LargestOverTime<kLanes>(x + n, size, steps).value.Store(y + n);
  }
};

template <int kLanes>
struct MaxTimeGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  int64_t size, steps;
  const float *x, *dy;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    const LargestOverTime<kLanes> largest(x + n, size, steps);
    const R gradient = R::Load(dy + n);
    for (int64_t t = 0; t < steps; ++t) {
      R v;
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        v.lane[i] = largest.step[i] == t ? gradient.lane[i] : 0.0f;
      }
      v.Store(dx + t * size + n);
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_TIME_BODIES_H_
