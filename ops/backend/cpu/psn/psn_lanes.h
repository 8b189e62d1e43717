// The loops of op psn (ops/neurons/psn/psn.h) in f32, a block of neurons at a
// time, compiled for each instruction set.  Plain structs only: see isa.bzl.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_LANES_H_
#define SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_LANES_H_

#include <cstdint>

#include "ops/backend/cpu/neuron_scan/scan_lanes.h"

namespace synfire {

// Row t of a matrix [T,T] is zero but for [first[t], end[t]).
struct TimeMatrix {
  const float* rows;
  const int *first, *end;
};

// Arrays are [T, size], those of a static x [size].
struct PsnArgs {
  int steps;  // T
  int64_t size;
  int64_t x_stride;  // from one step of x (and dx) to the next; static: 0
  const float* x;
  TimeMatrix matrix;  // M
  const float* bias;  // [T]
  float* s;           // forward
  // Backward.
  TimeMatrix transposed;  // of M
  SurrogateSlopes slopes;
  const void* surrogate;
  const float* ds;
  float* dx;
};

// Neurons of a block, at most: vectors that fill the registers.
constexpr int kPsnVectors = 8;
constexpr int64_t kMaxPsnBlock = kPsnVectors * kMaxScanLanes;

// Computes neurons [begin, end); returns how many spikes they fired.
// `scratch`: PsnScratch floats, aligned to 64 bytes.
using PsnChunk = int64_t (*)(const PsnArgs& args, int64_t begin, int64_t end,
                             float* scratch);
constexpr int64_t PsnScratch(int64_t steps) {
  return (steps + 1) * kMaxPsnBlock;
}

// The gradient.  dL/dM [T,T], then dL/dbias [T], are added to `sums`.
// `scratch`: PsnGradScratch floats, aligned to 64 bytes.
using PsnGradChunk = void (*)(const PsnArgs& args, int64_t begin, int64_t end,
                              float* scratch, double* sums);
constexpr int64_t PsnSums(int64_t steps) { return steps * (steps + 1); }
constexpr int64_t PsnGradScratch(int64_t steps) {
  return (2 * steps + 1) * kMaxPsnBlock + PsnSums(steps) * kMaxScanLanes;
}

struct PsnLoops {
  PsnChunk forward;
  PsnGradChunk backward;
};

namespace portable {
extern const PsnLoops kPsnLoops;
}  // namespace portable
namespace avx2 {
extern const PsnLoops kPsnLoops;
}  // namespace avx2
namespace avx512 {
extern const PsnLoops kPsnLoops;
}  // namespace avx512

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_LANES_H_
