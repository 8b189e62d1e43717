// The neurons that fill no group of lanes: a few columns of every array,
// copied to and from rows of kLanes floats.  The rest of a row is zero.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_COLUMNS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_COLUMNS_H_

#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_vector.h"

namespace synfire {
namespace SYNFIRE_ISA {

struct Columns {
  static constexpr int kLanes = ScanVector::kLanes;

  int64_t first;  // neuron
  int count;
  float* free;  // scratch that is not yet taken

  float* Take(int steps) {
    float* taken = free;
    free += int64_t{steps} * kLanes;
    return taken;
  }
  // The copy; null where `from` is.
  const float* Gather(const float* from, int steps, int64_t stride) {
    if (!from) return nullptr;
    float* rows = Take(steps);
    for (int t = 0; t < steps; ++t) {
      for (int i = 0; i < kLanes; ++i) {
        rows[t * kLanes + i] = i < count ? from[t * stride + first + i] : 0.0f;
      }
    }
    return rows;
  }
  void Scatter(const float* rows, int steps, int64_t stride, float* to) const {
    if (!to) return;
    for (int t = 0; t < steps; ++t) {
      for (int i = 0; i < count; ++i) {
        to[t * stride + first + i] = rows[t * kLanes + i];
      }
    }
  }
  // The arguments of a scan of these columns alone, but for its outputs.
  ScanArgs Gathered(const ScanArgs& args, int states, int learned) {
    ScanArgs own = args;
    own.size = kLanes;
    own.x_stride = args.x_stride == 0 ? 0 : kLanes;
    own.x = Gather(args.x, args.x_stride == 0 ? 1 : args.steps, args.x_stride);
    own.ds = Gather(args.ds, args.steps, args.size);
    const int64_t channel = first % args.norm.channels;
    own.norm.mean += channel;
    own.norm.slope += channel;
    own.norm.offset += channel;
    for (int i = 0; i < learned; ++i) own.learned[i] += first % args.channels;
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
