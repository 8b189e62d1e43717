// Poolings and their gradients (ops/nn/max_pool2d, avg_pool2d,
// global_avg_pool).  A thread makes kLanes neighbouring channels of one output;
// of a gradient it gathers what the windows that read them give, so that no two
// threads add to one number.  Sums are in f64 and in the reference's order.
// REQUIRES: kLanes divides the channels.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_BODIES_H_

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/packed.h"
#include "ops/backend/cuda/pools/pool_geometry.h"

namespace synfire {

constexpr int kPoolThreads = 256;  // of a block

// kLanes sums in f64.
template <int kLanes>
struct LaneSums {
  double sum[kLanes] = {};

  SYNFIRE_HOST_DEVICE void StoreOver(double divisor, float* to) const {
    FloatLanes<kLanes> v;
    SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
      v.lane[i] = static_cast<float>(sum[i] / divisor);
    }
    v.Store(to);
  }
};

// Calls each(offset in the full image, tap) for the taps of window `o` that lie
// inside, ascending.
template <class Each>
SYNFIRE_HOST_DEVICE void ForTaps(const PoolGeometry& g, const PoolPlace& o,
                                 Each&& each) {
  for (int64_t i = g.h.FirstTap(o.row); i < g.h.PastTap(o.row); ++i) {
    const int64_t row = (g.h.Begin(o.row) + i) * g.w.full;
    for (int64_t j = g.w.FirstTap(o.column); j < g.w.PastTap(o.column); ++j) {
      each((row + g.w.Begin(o.column) + j) * g.channels + o.channel,
           i * g.w.kernel + j);
    }
  }
}

template <int kLanes>
struct MaxPoolBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  PoolGeometry g;
  PackedInput x;
  PackedOutput y;
  uint8_t* argmax;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t group = at.block * kThreads + at.thread;
    if (group * kLanes >= g.images * g.pooled_size()) return;
    const PoolPlace o =
        PoolPlace::Of(group, kLanes, g.h.pooled, g.w.pooled, g.channels);
    const int64_t image = o.image * g.full_size();
    R best(0.0f);
    ByteLanes<kLanes> which = {};
    bool first = true;
    ForTaps(g, o, [&](int64_t offset, int64_t tap) {
      const R v = x.template Load<kLanes>(image + offset);
      SYNFIRE_UNROLL for (int c = 0; c < kLanes; ++c) {
        Offer(v.lane[c], static_cast<uint8_t>(tap), first, &best.lane[c],
              &which.lane[c]);
      }
      first = false;
    });
    y.Store(group * kLanes, best);
    which.Store(argmax + group * kLanes);
  }

 private:
  // A NaN counts as largest.
  static SYNFIRE_HOST_DEVICE void Offer(float v, uint8_t tap, bool first,
                                        float* best, uint8_t* which) {
    if (first || v > *best || (v != v && *best == *best)) {
      *best = v;
      *which = tap;
    }
  }
};

// Calls each(offset in the pooled image, tap, row, column) for the windows that
// read `full`, taps ascending.
template <class Each>
SYNFIRE_HOST_DEVICE void ForReaders(const PoolGeometry& g,
                                    const PoolPlace& full, Each&& each) {
  for (int64_t p = g.h.LastReader(full.row);
       p >= 0 && g.h.Tap(p, full.row) < g.h.kernel; --p) {
    for (int64_t q = g.w.LastReader(full.column);
         q >= 0 && g.w.Tap(q, full.column) < g.w.kernel; --q) {
      each((p * g.w.pooled + q) * g.channels + full.channel,
           g.h.Tap(p, full.row) * g.w.kernel + g.w.Tap(q, full.column), p, q);
    }
  }
}

template <int kLanes>
struct MaxPoolGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  PoolGeometry g;
  const float* dy;
  const uint8_t* argmax;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t group = at.block * kThreads + at.thread;
    if (group * kLanes >= g.images * g.full_size()) return;
    const PoolPlace to =
        PoolPlace::Of(group, kLanes, g.h.full, g.w.full, g.channels);
    const int64_t image = to.image * g.pooled_size();
    LaneSums<kLanes> sums;
    ForReaders(g, to, [&](int64_t offset, int64_t tap, int64_t, int64_t) {
      const int64_t from = image + offset;
      const auto d = FloatLanes<kLanes>::Load(dy + from);
      const auto which = ByteLanes<kLanes>::Load(argmax + from);
      SYNFIRE_UNROLL for (int c = 0; c < kLanes; ++c) {
        if (which.lane[c] == tap) sums.sum[c] += d.lane[c];
      }
    });
    sums.StoreOver(1, dx + group * kLanes);
  }
};

// What a window's sum is divided by.
struct PoolCount {
  bool include_pad;

  SYNFIRE_HOST_DEVICE double Of(const PoolGeometry& g, int64_t p,
                                int64_t q) const {
    if (include_pad) return static_cast<double>(g.h.kernel * g.w.kernel);
    return static_cast<double>((g.h.PastTap(p) - g.h.FirstTap(p)) *
                               (g.w.PastTap(q) - g.w.FirstTap(q)));
  }
};

template <int kLanes>
struct AvgPoolBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  PoolGeometry g;
  PoolCount count;
  const float* x;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t group = at.block * kThreads + at.thread;
    if (group * kLanes >= g.images * g.pooled_size()) return;
    const PoolPlace o =
        PoolPlace::Of(group, kLanes, g.h.pooled, g.w.pooled, g.channels);
    const float* const image = x + o.image * g.full_size();
    LaneSums<kLanes> sums;
    ForTaps(g, o, [&](int64_t offset, int64_t) {
      const auto v = FloatLanes<kLanes>::Load(image + offset);
      SYNFIRE_UNROLL for (int c = 0; c < kLanes; ++c) {
        sums.sum[c] += v.lane[c];
      }
    });
    sums.StoreOver(count.Of(g, o.row, o.column), y + group * kLanes);
  }
};

template <int kLanes>
struct AvgPoolGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  PoolGeometry g;
  PoolCount count;
  const float* dy;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t group = at.block * kThreads + at.thread;
    if (group * kLanes >= g.images * g.full_size()) return;
    const PoolPlace to =
        PoolPlace::Of(group, kLanes, g.h.full, g.w.full, g.channels);
    const int64_t image = to.image * g.pooled_size();
    LaneSums<kLanes> sums;
    ForReaders(g, to, [&](int64_t offset, int64_t, int64_t p, int64_t q) {
      const auto d = FloatLanes<kLanes>::Load(dy + image + offset);
      const double divisor = count.Of(g, p, q);
      SYNFIRE_UNROLL for (int c = 0; c < kLanes; ++c) {
        sums.sum[c] += d.lane[c] / divisor;
      }
    });
    sums.StoreOver(1, dx + group * kLanes);
  }
};

// y = sum / positions, of sums [size].
struct GlobalMeanBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  int64_t size;
  double positions;
  const double* sum;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = at.block * kThreads + at.thread;
    if (n < size) y[n] = static_cast<float>(sum[n] / positions);
  }
};

// dx [images, positions, channels] = dy [images, channels] / positions.
template <int kLanes>
struct GlobalAvgPoolGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPoolThreads, kPhases = 1;

  int64_t size, positions, channels;  // elements of dx
  const float* dy;
  float* dx;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    const int64_t image = n / (positions * channels);
    const auto d =
        FloatLanes<kLanes>::Load(dy + image * channels + n % channels);
    LaneSums<kLanes> sums;
    SYNFIRE_UNROLL for (int c = 0; c < kLanes; ++c) sums.sum[c] = d.lane[c];
    sums.StoreOver(static_cast<double>(positions), dx + n);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_BODIES_H_
