// Joins the branches of a block (ops/math/connect), whose spikes and counts may
// be packed.  A thread has kLanes neighbouring elements in all steps; all
// threads take the same branch.  REQUIRES: kLanes divides the size.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_BODIES_H_

#include "ops/backend/cuda/elements/element_body.h"
#include "ops/backend/cuda/launch/packed.h"

namespace synfire {

enum class Connection { kAdd, kAnd, kIand };

struct TimedPackedInput {
  PackedInput input;
  int64_t stride;  // from step to step; static: 0
};

// y may be residual or shortcut, where it lies in the same form.
template <int kLanes>
struct ConnectBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  Connection g;
  int64_t size, steps;
  TimedPackedInput residual, shortcut;
  PackedOutput y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared *) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    for (int64_t t = 0; t < steps; ++t) {
      const R a = residual.input.template Load<kLanes>(t * residual.stride + n);
      const R s = shortcut.input.template Load<kLanes>(t * shortcut.stride + n);
      y.Store(t * size + n, g == Connection::kAdd   ? a + s
                            : g == Connection::kAnd ? a * s
                                                    : (R(1.0f) - a) * s);
    }
  }
};

template <int kLanes>
struct ConnectGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  Connection g;
  int64_t size, steps;
  TimedInput<float> dy;
  TimedPackedInput residual, shortcut;
  float *da, *ds;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared *) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    for (int64_t t = 0; t < steps; ++t) {
      const R d = R::Load(dy.data + t * dy.stride + n);
      R of_residual = d, of_shortcut = d;
      if (g != Connection::kAdd) {
        const R a =
            residual.input.template Load<kLanes>(t * residual.stride + n);
        const R s =
            shortcut.input.template Load<kLanes>(t * shortcut.stride + n);
        const bool both = g == Connection::kAnd;
        of_residual = both ? d * s : -d * s;
        of_shortcut = both ? d * a : d * (R(1.0f) - a);
      }
      of_residual.Store(da + t * size + n);
      of_shortcut.Store(ds + t * size + n);
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_BODIES_H_
