// Arguments that may be packed (Form, graph/op/kernel.h), as bodies read and
// write them.  All threads take the same branch.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_PACKED_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_PACKED_H_

#include "ops/backend/cuda/launch/lanes.h"

namespace synfire {

// Lanes whose spikes fill a byte: a thread that writes bits has as many.
constexpr int kLanesOfByte = 8;

// Bits of memory that an element takes.
enum class ElementBits { kPlain = 32, kBytes = 8, kBits = 1 };

struct PackedInput {
  const void* data;
  ElementBits bits;

  // Elements n and on.  REQUIRES: kLanes divides n, and 8.
  template <int kLanes>
  SYNFIRE_HOST_DEVICE FloatLanes<kLanes> Load(int64_t n) const {
    static_assert(kLanesOfByte % kLanes == 0, "in one byte of bits");
    if (bits == ElementBits::kPlain) {
      return FloatLanes<kLanes>::Load(static_cast<const float*>(data) + n);
    }
    FloatLanes<kLanes> v;
    const auto* const bytes = static_cast<const uint8_t*>(data);
    if (bits == ElementBits::kBytes) {
      const auto of = ByteLanes<kLanes>::Load(bytes + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) v.lane[i] = of.lane[i];
    } else {
      const int of = bytes[n / kLanesOfByte] >> (n % kLanesOfByte);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        v.lane[i] = static_cast<float>(of >> i & 1);
      }
    }
    return v;
  }
};

struct PackedOutput {
  void* data;
  ElementBits bits;

  // REQUIRES: kLanes divides n; for bits, kLanes is kLanesOfByte.
  template <int kLanes>
  SYNFIRE_HOST_DEVICE void Store(int64_t n, FloatLanes<kLanes> v) const {
    if (bits == ElementBits::kPlain) {
      v.Store(static_cast<float*>(data) + n);
      return;
    }
    auto* const bytes = static_cast<uint8_t*>(data);
    if (bits == ElementBits::kBytes) {
      ByteLanes<kLanes> of;
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        of.lane[i] = static_cast<uint8_t>(v.lane[i]);
      }
      of.Store(bytes + n);
    } else if constexpr (kLanes == kLanesOfByte) {
      int of = 0;
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        of |= (v.lane[i] != 0.0f ? 1 : 0) << i;
      }
      bytes[n / kLanesOfByte] = static_cast<uint8_t>(of);
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_PACKED_H_
