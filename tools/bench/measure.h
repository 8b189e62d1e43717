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
#include "tools/bench/workload.h"

namespace synfire {

struct BenchPoint {
  BenchMode mode = BenchMode::kTrain;
  int64_t batch = 1;
  int threads = 1;
};

struct MeasureOptions {
  int warmup = 2;    // steps that do not count, after the first one
  int repeats = 10;  // steps that count, 1 or more
  bool per_kernel = false;
  bool data = false;  // batches of the training file, not synthetic ones
  CompileOptions compile;
  // Told of each network before it runs.
  std::function<void(const Network&)> on_compiled = [](const Network&) {};
};

// The steps run once more, each node with a clock before and after it.
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
  std::vector<double> step_seconds;       // of the steps that count, sorted
  Work work;                              // of one step
  int64_t arena_bytes = 0;                // planned: values of a step
  int64_t arena_bound = 0;                // no plan needs less
  int64_t variable_bytes = 0;             // parameters, statistics, optimizer's
  std::optional<int64_t> resident_bytes;  // grown since before compiling
  double firing_rate = 0;                 // mean over the steps that count
  std::optional<KernelTimes> kernels;     // where per_kernel asks

  double MedianSeconds() const;
  double MinSeconds() const { return step_seconds.front(); }
  double ImagesPerSecond() const { return point.batch / MedianSeconds(); }
  double FlopsPerSecond() const { return work.flops / MedianSeconds(); }
};

// Sets the number of threads (core/parallel.h), compiles and runs.  Feeding the
// inputs is not timed.  Errors: those of compiling and of the data; a loss that
// is no finite number.
absl::StatusOr<Measurement> Measure(const Workload& workload,
                                    const Catalog& catalog,
                                    const BenchPoint& point,
                                    const MeasureOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_MEASURE_H_
