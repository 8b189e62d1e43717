// What this machine can do at best, measured: the yardstick of benchmarks.
#ifndef SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_
#define SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_

#include <limits>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

// A cache or the main memory, as all threads together see it.
struct MemoryLevel {
  std::string name;  // "L1", "L2", "L3", "memory"
  double capacity = std::numeric_limits<double>::infinity();  // bytes
  // Bytes a second.  A copy's are those read and those written.
  double read = 0, copy = 0;
  double stream = 0;  // a copy whose stores pass the caches by; 0: no point

  // No program that reads and writes so many bytes here is faster, in seconds:
  // what is both goes at the better copy's rate, the rest at the best rate.
  double Bound(double read_bytes, double written_bytes) const;
};

struct MachinePeak {
  double flops_per_second = 0;      // f32, a multiply-add is two
  std::vector<MemoryLevel> levels;  // the smallest first, the memory last
  // On bf16 operands; 0 where the machine has no instructions for them.
  double bf16_flops_per_second = 0;

  // The first that holds as many bytes.
  const MemoryLevel& LevelOf(double bytes) const;
  const MemoryLevel& memory() const { return levels.back(); }
};

// Work, whatever the algorithm: operations of the dense computation, and the
// bytes of all arguments, each read or written once.
struct Work {
  double flops = 0;
  double read = 0, written = 0;
  double bf16_flops = 0;  // of `flops`, those on operands in bf16

  double bytes() const { return read + written; }
};

// No kernel that does all of this is faster: the larger of what the operations
// and what the bytes take at the machine's best, the bytes in the smallest
// level of memory that holds all of them.
struct Bound {
  double seconds = 0;
  std::string by;  // "FMA", "bf16" or the level's name
};
// What the operations alone take at the machine's best.
double SecondsToCompute(const Work& work, const MachinePeak& peak);
Bound BoundOf(const Work& work, const MachinePeak& peak);

// A machine that is not here, of one memory: `flops` operations a second, of
// either kind, and `bytes`, read, written or both.
MachinePeak DescribedPeak(double flops, double bytes);

// Runs multiply-adds in registers, where there are instructions for bf16 a
// product of oneDNN's (ops/backend/onednn/bf16_speed.h), then reads and copies
// arrays that fill three quarters of each cache, or far exceed the last, on all
// threads of core/parallel.h; the best of the repetitions counts.  Takes about
// 0.4 s, and 128 MiB or four times the last cache; ResourceExhausted where
// there are not so many bytes.
absl::StatusOr<MachinePeak> MeasureMachinePeak();

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_
