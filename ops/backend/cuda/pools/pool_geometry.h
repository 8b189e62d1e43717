// A pooling's windows (ops/nn/pooling) as threads see them.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_GEOMETRY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_GEOMETRY_H_

#include <cstdint>

#include "core/host_device.h"

namespace synfire {

// One axis: window o has the taps k with 0 <= k < kernel, at o * stride - pad +
// k of the full image.
struct PoolAxis {
  int64_t kernel, stride, pad, full, pooled;

  SYNFIRE_HOST_DEVICE int64_t Begin(int64_t o) const {
    return o * stride - pad;
  }
  // The first and one past the last tap of window o inside the image.
  SYNFIRE_HOST_DEVICE int64_t FirstTap(int64_t o) const {
    return Begin(o) < 0 ? -Begin(o) : 0;
  }
  SYNFIRE_HOST_DEVICE int64_t PastTap(int64_t o) const {
    const int64_t rest = full - Begin(o);
    return rest < kernel ? rest : kernel;
  }
  // The last window that may read position `at`; the others that do are before
  // it, down to where Tap is not below `kernel`.
  SYNFIRE_HOST_DEVICE int64_t LastReader(int64_t at) const {
    const int64_t last = (at + pad) / stride;
    return last < pooled ? last : pooled - 1;
  }
  // The tap of window o that reads position `at`.
  SYNFIRE_HOST_DEVICE int64_t Tap(int64_t o, int64_t at) const {
    return at - Begin(o);
  }
};

struct PoolGeometry {
  PoolAxis h, w;
  int64_t images, channels;

  SYNFIRE_HOST_DEVICE int64_t full_size() const {
    return h.full * w.full * channels;
  }
  SYNFIRE_HOST_DEVICE int64_t pooled_size() const {
    return h.pooled * w.pooled * channels;
  }
};

// Where group `group` of kLanes channels lies among images [height, width].
struct PoolPlace {
  int64_t image, row, column, channel;

  static SYNFIRE_HOST_DEVICE PoolPlace Of(int64_t group, int lanes,
                                          int64_t height, int64_t width,
                                          int64_t channels) {
    PoolPlace place;
    const int64_t groups = channels / lanes;
    place.channel = group % groups * lanes;
    group /= groups;
    place.column = group % width;
    group /= width;
    place.row = group % height;
    place.image = group / height;
    return place;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_GEOMETRY_H_
