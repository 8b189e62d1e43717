// What this machine can do at best, measured: the yardstick of benchmarks.
#ifndef SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_
#define SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_

namespace synfire {

struct MachinePeak {
  double flops_per_second = 0;  // f32, a multiply-add is two
  double bytes_per_second = 0;  // of main memory: read plus written by a copy
};

// Runs multiply-adds in registers, then a copy of arrays beyond the caches,
// each for about 0.3 s on all threads of core/parallel.h; the best of the
// repetitions counts.  Needs 256 MiB for the copy.
MachinePeak MeasureMachinePeak();

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_MACHINE_PEAK_H_
