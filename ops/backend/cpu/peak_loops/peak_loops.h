// Loops that do one thing as fast as an instruction set can: what kernels are
// measured against (tools/bench/machine_peak.h).  All run on the calling
// thread.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PEAK_LOOPS_PEAK_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_PEAK_LOOPS_PEAK_LOOPS_H_

#include <cstdint>

namespace synfire {

// Arrays are 64-byte aligned and `bytes` long, a multiple of 1024; they do not
// overlap.
struct PeakLoops {
  // f32 multiply-adds in registers, in chains that do not wait for each other;
  // the result depends on all of them.
  float (*multiply_add)(int64_t rounds);
  double flops_a_round;  // a multiply-add is two
  // Loads all of it; the exclusive or of its vectors' first numbers.
  int32_t (*read)(const void* from, int64_t bytes);
  void (*copy)(const void* from, void* to, int64_t bytes);
  // With stores that pass the caches by, where the instruction set has them.
  void (*stream)(const void* from, void* to, int64_t bytes);
};

namespace portable {
extern const PeakLoops kPeakLoops;
}
namespace avx2 {
extern const PeakLoops kPeakLoops;
}
namespace avx512 {
extern const PeakLoops kPeakLoops;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PEAK_LOOPS_PEAK_LOOPS_H_
