// y[n] += bias[n % channels], in place.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_BIAS_BODY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_BIAS_BODY_H_

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"

namespace synfire {

// A thread has kLanes neighbours.  REQUIRES: kLanes divides size.
template <int kLanes>
struct BiasBody {
  using Shared = NothingShared;
  static constexpr int kThreads = 256, kPhases = 1;

  int64_t size, channels;
  const float* bias;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    (R::Load(y + n) + R::LoadPeriodic(bias, channels, n)).Store(y + n);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_BIAS_BODY_H_
