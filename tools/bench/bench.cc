#include "tools/bench/bench.h"

#include "core/parallel.h"

namespace synfire {
namespace {

std::vector<BenchPoint> Cross(const BenchOptions& options,
                              const std::vector<DType>& precisions,
                              const std::vector<int64_t>& batches,
                              const std::vector<int>& threads) {
  std::vector<BenchPoint> points;
  for (BenchMode mode : options.modes) {
    for (DType precision : precisions) {
      for (int64_t batch : batches) {
        for (int n : threads) points.push_back({mode, batch, n, precision});
      }
    }
  }
  return points;
}

std::string DataName(const Workload& workload, const MeasureOptions& options) {
  if (!options.data) {
    const std::string inputs =
        options.events.has_value()
            ? absl::StrCat("counts 1 to 3 in ", *options.events * 100,
                           " % of the elements")
            : "uniform in [0,1)";
    return absl::StrCat("synthetic, inputs ", inputs,
                        ", label n is n modulo classes");
  }
  std::string name = workload.train_data->data.text;
  if (workload.test_data.has_value()) {
    absl::StrAppend(&name, " to train, ", workload.test_data->data.text);
  }
  return name;
}

BenchSetup SetupOf(const BenchOptions& options, const Workload& workload) {
  const CompileOptions& compile = options.measure.compile;
  BenchSetup setup;
  setup.machine = DescribeMachine();
  setup.model = workload.model.name;
  setup.path = workload.path;
  setup.steps = workload.model.steps;
  setup.loss = workload.loss.text;
  setup.optimizer = workload.optimizer.text;
  setup.trains_by_default = !workload.train_data.has_value() &&
                            options.choices.loss.empty() &&
                            options.choices.optimizer.empty();
  setup.data = DataName(workload, options.measure);
  setup.kernels =
      compile.kernels == KernelPolicy::kReference ? "reference" : "fastest";
  setup.seed = workload.seed;
  setup.warmup = options.measure.warmup;
  setup.repeats = options.measure.repeats;
  return setup;
}

}  // namespace

absl::Status RunBench(const BenchOptions& options, const Catalog& catalog,
                      Report* report) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const Workload workload,
      ReadWorkload(options.path, options.settings, options.choices, catalog));
  if (options.measure.data && !workload.train_data.has_value()) {
    return UserError("--data: ", options.path,
                     " is a model; a training file names the data");
  }
  if (options.measure.data && options.measure.events.has_value()) {
    return UserError("--events are synthetic inputs; --data are others");
  }
  std::vector<DType> precisions = options.precisions;
  if (precisions.empty()) precisions.push_back(workload.precision);
  std::vector<int64_t> batches = options.batches;
  if (batches.empty()) batches.push_back(workload.batch);
  std::vector<int> threads = options.threads;
  if (threads.empty()) {
    threads.push_back(workload.threads > 0 ? workload.threads : NumThreads());
  }
  BenchSetup setup = SetupOf(options, workload);
  for (int n : threads) {
    if (options.machine.has_value()) {
      setup.machine.peaks[n] = *options.machine;
      continue;
    }
    if (!options.peaks || setup.machine.Peak(n) != nullptr) continue;
    SetNumThreads(n);
    SYNFIRE_ASSIGN_OR_RETURN(setup.machine.peaks[n], MeasureMachinePeak());
  }
  report->Begin(setup);
  for (const BenchPoint& point : Cross(options, precisions, batches, threads)) {
    SYNFIRE_ASSIGN_OR_RETURN(
        const Measurement measurement,
        Measure(workload, catalog, point, options.measure));
    report->Add(measurement);
  }
  report->End();
  return absl::OkStatus();
}

}  // namespace synfire
