// Some columns of every array, copied to and from rows that lie close together
// and hold whole groups of lanes: the rest of a row is zero.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_COLUMNS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_COLUMNS_H_

#include <cstring>

#include "core/bf16.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_vector.h"

namespace synfire {
namespace SYNFIRE_ISA {

struct Columns {
  int64_t first, count;  // neurons
  float* free;           // scratch that is not yet taken

  int64_t stride() const { return GatheredStride(count); }
  // Neurons in whole groups.
  int64_t padded() const {
    constexpr int kLanes = ScanVector::kLanes;
    return (count + kLanes - 1) / kLanes * kLanes;
  }

  float* Take(int steps) {
    float* taken = free;
    free += steps * stride();
    return taken;
  }
  // The copy, as floats; null where `from` is.
  template <typename Element>
  const float* Gather(const Element* from, int steps, int64_t from_stride,
                      int64_t from_first = 0) {
    if (!from) return nullptr;
    from += first - from_first;
    float* const rows = Take(steps);
    for (int t = 0; t < steps; ++t) {
      float* const row = rows + t * stride();
      Copy(from + t * from_stride, row);
      for (int64_t i = count; i < padded(); ++i) row[i] = 0.0f;
    }
    return rows;
  }
  void Copy(const float* from, float* row) const {
    std::memcpy(row, from, sizeof(float) * count);
  }
  void Copy(const uint16_t* __restrict from, float* __restrict row) const {
    for (int64_t i = 0; i < count; ++i) row[i] = FromBf16(from[i]);
  }
  void Scatter(const float* rows, int steps, int64_t to_stride,
               float* to) const {
    if (!to) return;
    for (int t = 0; t < steps; ++t) {
      std::memcpy(to + t * to_stride + first, rows + t * stride(),
                  sizeof(float) * count);
    }
  }
  // The arguments of a scan of these columns alone, but for its outputs.
  ScanArgs Gathered(const ScanArgs& args, int states) {
    ScanArgs own = args;
    own.size = stride();
    own.origin = args.origin + first;
    own.x_stride = args.x_stride == 0 ? 0 : stride();
    const int x_steps = args.x_stride == 0 ? 1 : args.steps;
    own.x = args.x ? Gather(args.x, x_steps, args.x_stride, args.x_first)
                   : Gather(args.x_bf16, x_steps, args.x_stride);
    own.x_first = 0;
    own.ds = Gather(args.ds, args.steps, args.size);
    for (int i = 0; i < states; ++i) {
      own.first[i] = Gather(args.first[i], 1, 0);
      own.d_last[i] = Gather(args.d_last[i], 1, 0);
    }
    return own;
  }
};

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_COLUMNS_H_
