// A benchmark from the file's name to the report.
#ifndef SYNFIRE_TOOLS_BENCH_BENCH_H_
#define SYNFIRE_TOOLS_BENCH_BENCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "tools/bench/measure.h"
#include "tools/bench/report.h"
#include "tools/bench/workload.h"

namespace synfire {

struct BenchOptions {
  std::string path;
  Settings settings;
  WorkloadChoices choices;
  // Every mode with every precision, batch and number of threads; an empty list
  // stands for what the workload says.
  std::vector<BenchMode> modes = {BenchMode::kTrain};
  std::vector<DType> precisions;
  std::vector<int64_t> batches;
  std::vector<int> threads;
  bool peaks = true;  // measure them, once for each number of threads
  std::optional<MachinePeak> machine =
      {};  // taken in place of what is measured
  MeasureOptions measure;
};

// Measures and reports, each point as soon as it is known.  Errors: those of
// ReadWorkload and Measure; --data without a training file, or with --events.
absl::Status RunBench(const BenchOptions& options, const Catalog& catalog,
                      Report* report);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_BENCH_H_
