// The loops of the neuron ops (ops/neurons/scan_op.h) in f32, a vector of
// neurons at a time, compiled for each instruction set.  Plain structs only:
// see isa.bzl.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_

#include <cstdint>

namespace synfire {

constexpr int kMaxScanStates = 4;
constexpr int kMaxScanLearned = 4;
constexpr int kMaxScanLanes = 16;

// Arrays are [steps, size] or [size]; a null one is absent.
struct ScanArgs {
  const void* neuron;     // the constants: Neuron<float>
  const void* surrogate;  // likewise
  int steps;
  int detach_every;
  int64_t size;      // neurons
  int64_t x_stride;  // from one step of x (and dx) to the next; static: 0
  const float* x;
  const float* learned[kMaxScanLearned];
  const float* first[kMaxScanStates];
  // Forward.
  float* s;
  float* last[kMaxScanStates];
  // Backward.
  const float* ds;
  const float* d_last[kMaxScanStates];
  float* dx;
  float* d_first[kMaxScanStates];
};

// Scans neurons [begin, end); returns how many spikes they fired.  `scratch`:
// ScanScratch(...) floats, aligned to 64 bytes.
using ScanChunk = int64_t (*)(const ScanArgs& args, int64_t begin, int64_t end,
                              float* scratch);
constexpr int64_t ScanScratch(int steps, int states) {
  return (2 * int64_t{steps} + 2 * states) * kMaxScanLanes;
}

// The backward sweep.  `scratch`: ScanGradScratch(...) floats, aligned to 64
// bytes; `d_learned`: the sums over these neurons, written.
using ScanGradChunk = void (*)(const ScanArgs& args, int64_t begin, int64_t end,
                               float* scratch, double* d_learned);
constexpr int64_t ScanGradScratch(int steps, int states) {
  return (int64_t{steps} * (4 + states) + 3 * states) * kMaxScanLanes;
}

// The loop for a neuron and a surrogate by their places in neuron_list.h and
// surrogate_list.h; a forward scan needs no surrogate.
namespace portable {
ScanChunk FindScan(int neuron);
ScanGradChunk FindScanGrad(int neuron, int surrogate);
}  // namespace portable
namespace avx2 {
ScanChunk FindScan(int neuron);
ScanGradChunk FindScanGrad(int neuron, int surrogate);
}  // namespace avx2
namespace avx512 {
ScanChunk FindScan(int neuron);
ScanGradChunk FindScanGrad(int neuron, int surrogate);
}  // namespace avx512

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LANES_H_
