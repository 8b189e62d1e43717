// The loops of the neuron ops (ops/neurons/scan_op.h) in f32, a vector of
// neurons at a time, compiled for each instruction set.  Plain structs only:
// see isa.bzl.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_

#include <cstdint>

namespace synfire {

constexpr int kMaxScanStates = 4;
constexpr int kMaxScanLearned = 4;
constexpr int kMaxScanLanes = 64;

// Overwrites u[0, count), the membrane above the threshold, with a surrogate's
// derivative there.  `surrogate`: its constants, Surrogate<float>.  REQUIRES:
// count is a multiple of the instruction set's lanes.
using SurrogateSlopes = void (*)(const void* surrogate, float* u,
                                 int64_t count);

// What is done to x[n] on its way to the neuron: (x - mean) * slope + offset,
// of channel n % channels.  The arrays go on periodically for kMaxScanLanes
// elements beyond `channels`.
struct ScanNorm {
  int64_t channels;
  const float *mean, *slope, *offset;
};

// Arrays are [steps, size] or [size]; a null one is absent.  Neuron n of the
// arrays is n + origin of its layer, which tells its channel.
struct ScanArgs {
  const void* neuron;     // the constants: Neuron<float>
  const void* surrogate;  // likewise; null where the neuron never fires
  SurrogateSlopes slopes;
  int steps;
  int detach_every;
  int64_t size;  // neurons
  int64_t origin;
  int64_t x_stride;  // from one step of x (and dx) to the next; static: 0
  const float* x;    // forward, x[n - x_first] is of neuron n
  int64_t x_first;
  const uint16_t* x_bf16;  // where x is null: x in bfloat16 (core/bf16.h)
  ScanNorm norm;
  // Learned parameter i of neuron n is learned[i][n % channels]; the array
  // goes on periodically for kMaxScanLanes elements beyond `channels`.
  int64_t channels;
  const float* learned[kMaxScanLearned];
  const float* first[kMaxScanStates];
  // Forward.  s[t * s_stride + n] is of neuron n; or, if it is null, bit n of
  // step t of s_bits, steps of size / 8 bytes each.
  float* s;
  int64_t s_stride;
  uint8_t* s_bits;
  float* last[kMaxScanStates];
  // Backward.
  const float* ds;
  const float* d_last[kMaxScanStates];
  float* dx;
  float* d_first[kMaxScanStates];
};

// Backward, beyond this many steps, columns of the arrays are gathered into a
// dense copy: strides between steps are often multiples of a page, and streams
// at such strides, 3 a step, fall into the same few places of every cache.
constexpr int kMostDirectSteps = 4;
// Neurons that are gathered at a time: their rows stay in the second cache.
constexpr int64_t GatheredNeurons(int steps) {
  constexpr int64_t kFloats = 1 << 14, kMost = 1024;
  const int64_t fitting = kFloats / steps / kMaxScanLanes * kMaxScanLanes;
  return fitting < kMaxScanLanes ? kMaxScanLanes
         : fitting > kMost       ? kMost
                                 : fitting;
}
// From row to row of such a copy: no multiple of a page either.
constexpr int64_t GatheredStride(int64_t neurons) {
  return (neurons + kMaxScanLanes - 1) / kMaxScanLanes * kMaxScanLanes + 16;
}
constexpr int64_t GatheredFloats(int steps, int64_t rows) {
  return rows * GatheredStride(GatheredNeurons(steps));
}

// Scans neurons [begin, end); returns how many spikes they fired.  `scratch`:
// ScanScratch(...) floats, aligned to 64 bytes.  REQUIRES: with s_bits, that 8
// divides begin and end.
using ScanChunk = int64_t (*)(const ScanArgs& args, int64_t begin, int64_t end,
                              float* scratch);
constexpr int64_t ScanScratch(int steps, int states) {
  return (2 * int64_t{steps} + 2 * states) * GatheredStride(kMaxScanLanes);
}

// The backward sweep.  `scratch`: ScanGradScratch(...) floats, aligned to 64
// bytes.  dL/d(learned[i]) is added to d_learned[i * stride + ...], which is
// laid out like learned[i]: of a channel, the sum of the elements that stand
// for it; stride = PeriodicStride(channels).  Where `d_norm` is not null, the
// sums of dx * (x - mean), and of dx behind them, are added there alike.
struct ScanSums {
  double *d_learned, *d_norm;
};
using ScanGradChunk = void (*)(const ScanArgs& args, int64_t begin, int64_t end,
                               float* scratch, const ScanSums& sums);
constexpr int64_t ScanGradScratch(int steps, int states) {
  return int64_t{steps} * (2 + states) * kMaxScanLanes +
         GatheredFloats(steps, 3 * int64_t{steps} + 3 * states);
}
constexpr int64_t PeriodicStride(int64_t channels) {
  return channels + kMaxScanLanes;
}

struct ScanLoops {
  ScanChunk forward;
  ScanGradChunk backward;
};

// LoopsOf<LifNeuron<float>>(): defined by what neuron_loops of
// neuron_loops.bzl compiles.  FindSlopes: by the surrogate's place in
// surrogate_list.h.
namespace portable {
template <class Neuron>
ScanLoops LoopsOf();
SurrogateSlopes FindSlopes(int surrogate);
}  // namespace portable
namespace avx2 {
template <class Neuron>
ScanLoops LoopsOf();
SurrogateSlopes FindSlopes(int surrogate);
}  // namespace avx2
namespace avx512 {
template <class Neuron>
ScanLoops LoopsOf();
SurrogateSlopes FindSlopes(int surrogate);
}  // namespace avx512

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_
