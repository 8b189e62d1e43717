// Measures one step of a workload.
#ifndef SYNFIRE_TOOLS_BENCH_MEASURE_H_
#define SYNFIRE_TOOLS_BENCH_MEASURE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/status.h"
#include "graph/compile.h"
#include "tools/bench/bench_step.h"
#include "tools/bench/kernel_groups.h"
#include "tools/bench/samples.h"
#include "tools/bench/workload.h"

namespace synfire {

struct BenchPoint {
  BenchMode mode = BenchMode::kTrain;
  int64_t batch = 1;
  int threads = 1;
  DType precision = DType::kF32;  // kBF16: f32 with operands in bf16
};

struct MeasureOptions {
  int warmup = 2;    // steps that do not count, after the first one
  int repeats = 10;  // steps that count, 1 or more
  // Before an evaluation or inference, passes that make the running statistics
  // the data's (BenchStep::Settle).
  int settle = 0;
  bool per_kernel = false;
  bool data = false;  // batches of the training file, not synthetic ones
  // Synthetic inputs: counts of events in this share of the elements.
  std::optional<double> events;
  CompileOptions compile;
  // Told of each network before it runs.
  std::function<void(const Network&)> on_compiled = [](const Network&) {};
};

// The steps that count, node by node.
struct KernelTimes {
  std::vector<KernelGroup> groups;  // seconds a step, the mean of the repeats
  double step_seconds = 0;          // likewise, from outside

  double KernelSeconds() const;
  // What no kernel accounts for: copies of variables that could not be updated
  // in place, and the clock.
  double Remainder() const { return step_seconds - KernelSeconds(); }
};

struct Measurement {
  BenchPoint point;
  double compile_seconds = 0;  // text to executable, weights initialised
  double first_step_seconds = 0;
  // Of the steps that count: the step from outside, and what its kernels of
  // each phase took (phases.h).
  Samples step, forward, backward, update;
  Work work;                              // of one step
  int64_t arena_bytes = 0;                // planned: values of a step
  int64_t arena_bound = 0;                // no plan needs less
  int64_t variable_bytes = 0;             // parameters, statistics, optimizer's
  std::optional<int64_t> resident_bytes;  // grown since before compiling
  double firing_rate = 0;                 // mean over the steps that count
  std::optional<KernelTimes> kernels;     // where per_kernel asks

  double ImagesPerSecond() const { return point.batch / step.Median(); }
  double FlopsPerSecond() const { return work.flops / step.Median(); }
  double PeakShare(const MachinePeak& peak) const {
    return SecondsToCompute(work, peak) / step.Median();
  }
};

// Sets the number of threads (core/parallel.h), compiles and runs, with a clock
// between any two kernels.  Feeding the inputs is not timed.  Errors: those of
// compiling and of the data; a loss that is no finite number.
absl::StatusOr<Measurement> Measure(const Workload& workload,
                                    const Catalog& catalog,
                                    const BenchPoint& point,
                                    const MeasureOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_MEASURE_H_
