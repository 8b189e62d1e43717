// Passes of norms over all elements, by factors [channels].  A thread's
// elements lie in the same columns, whose factors stay in its registers.
// REQUIRES: kLanes is split.lanes.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_BODIES_H_

#include "ops/backend/cuda/sums/channel_split.h"

namespace synfire {

// y = (x - mean) * slope + offset;  without mean, then offset is null too,
// y = x * slope.  y may be x.
template <int kLanes>
struct NormaliseBody {
  using Shared = NothingShared;
  static constexpr int kThreads = ChannelSplit::kThreads, kPhases = 1;

  ChannelSplit split;
  const float *x, *mean, *slope, *offset;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t column = split.ColumnOf(at);
    if (column >= split.width) return;
    const int64_t c = column % split.channels;
    const R factor = R::Load(slope + c);
    if (mean == nullptr) {
      split.ForRows(at,
                    [&](int64_t n) { (R::Load(x + n) * factor).Store(y + n); });
      return;
    }
    const R centre = R::Load(mean + c), add = R::Load(offset + c);
    split.ForRows(at, [&](int64_t n) {
      ((R::Load(x + n) - centre) * factor + add).Store(y + n);
    });
  }
};

// dx = slope * (dy - a - (x - mean) * b).  dx may be dy.
template <int kLanes>
struct NormInputGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = ChannelSplit::kThreads, kPhases = 1;

  ChannelSplit split;
  const float *dy, *x, *mean, *slope, *a, *b;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t column = split.ColumnOf(at);
    if (column >= split.width) return;
    const int64_t c = column % split.channels;
    const R centre = R::Load(mean + c), factor = R::Load(slope + c);
    const R a_c = R::Load(a + c), b_c = R::Load(b + c);
    split.ForRows(at, [&](int64_t n) {
      const R centred = R::Load(x + n) - centre;
      (factor * (R::Load(dy + n) - a_c - centred * b_c)).Store(dx + n);
    });
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_BODIES_H_
