#include "tools/bench/measure.h"

#include <chrono>

#include "core/parallel.h"
#include "tools/bench/phases.h"
#include "tools/bench/resident_memory.h"

namespace synfire {
namespace {

template <typename Body>
double SecondsOf(Body&& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

absl::StatusOr<std::unique_ptr<Batches>> MakeBatches(
    const Workload& workload, const BenchPoint& point,
    const MeasureOptions& options) {
  if (!options.data) {
    return SyntheticBatches(workload.model, workload.seed, options.events);
  }
  const bool test = point.mode != BenchMode::kTrain &&
                    workload.test_data.has_value() &&
                    workload.test_data->steps == workload.train_data->steps;
  DataText text = test ? *workload.test_data : *workload.train_data;
  text.batch = point.batch;
  return DatasetBatches(workload.model, text, workload.seed);
}

// One step; its seconds.
absl::StatusOr<double> TimeStep(BenchStep* step) {
  SYNFIRE_RETURN_IF_ERROR(step->Prepare());
  absl::Status run;
  const double seconds = SecondsOf([&] { run = step->Run(); });
  SYNFIRE_RETURN_IF_ERROR(run);
  SYNFIRE_RETURN_IF_ERROR(step->CheckLoss());
  return seconds;
}

// The steps that count, and what becomes of them.
class Recorder {
 public:
  Recorder(BenchStep* step, Measurement* result)
      : step_(*step),
        result_(*result),
        phases_(PhasesOf(step->network().executable->graph())),
        runs_(phases_.size()) {}

  absl::Status Run() {
    SYNFIRE_RETURN_IF_ERROR(step_.Prepare());
    std::vector<double> nodes;
    absl::Status run;
    result_.step.Add(SecondsOf([&] { run = step_.RunTimed(&nodes); }));
    SYNFIRE_RETURN_IF_ERROR(run);
    SYNFIRE_RETURN_IF_ERROR(step_.CheckLoss());
    double seconds[3] = {};
    const auto& kernels = step_.network().executable->kernels();
    for (size_t i = 0; i < nodes.size(); ++i) {
      seconds[static_cast<int>(phases_[i])] += nodes[i];
      runs_[i].seconds += nodes[i];
      runs_[i].Add(kernels[i].kernel->LastRun());
    }
    result_.forward.Add(seconds[static_cast<int>(Phase::kForward)]);
    result_.backward.Add(seconds[static_cast<int>(Phase::kBackward)]);
    result_.update.Add(seconds[static_cast<int>(Phase::kUpdate)]);
    return absl::OkStatus();
  }

  KernelTimes Kernels() const {
    return {GroupKernels(step_.network(), runs_), result_.step.Mean()};
  }

 private:
  BenchStep& step_;
  Measurement& result_;
  const std::vector<Phase> phases_;
  std::vector<NodeRuns> runs_;
};

}  // namespace

double KernelTimes::KernelSeconds() const {
  double sum = 0;
  for (const KernelGroup& group : groups) sum += group.seconds;
  return sum;
}

absl::StatusOr<Measurement> Measure(const Workload& workload,
                                    const Catalog& catalog,
                                    const BenchPoint& point,
                                    const MeasureOptions& options) {
  SetNumThreads(point.threads);  // before the kernels are made
  Measurement result;
  result.point = point;
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Batches> batches,
                           MakeBatches(workload, point, options));
  ResidentGrowth resident;
  absl::StatusOr<std::unique_ptr<BenchStep>> created;
  CompileOptions compile = options.compile;
  const bool rounds = point.precision == DType::kBF16;
  compile.import.dtype = rounds ? DType::kF32 : point.precision;
  compile.import.operands = rounds ? DType::kBF16 : DType::kF32;
  result.compile_seconds = SecondsOf([&] {
    created = BenchStep::Create(workload, catalog, point.mode, point.batch,
                                compile, std::move(batches));
  });
  SYNFIRE_RETURN_IF_ERROR(created.status());
  BenchStep* step = created->get();
  const Network& network = step->network();
  options.on_compiled(network);
  const MemoryPlan& plan = network.executable->plan();
  result.arena_bytes = plan.arena_bytes;
  result.arena_bound = plan.lower_bound;
  result.variable_bytes = plan.variable_bytes;
  result.work = TotalWork(*network.executable);

  if (options.settle > 0 && point.mode != BenchMode::kTrain) {
    SYNFIRE_RETURN_IF_ERROR(step->Settle(catalog, options.settle));
    resident.ForgetPeak();
  }

  SYNFIRE_ASSIGN_OR_RETURN(result.first_step_seconds, TimeStep(step));
  for (int i = 0; i < options.warmup; ++i) {
    SYNFIRE_RETURN_IF_ERROR(TimeStep(step).status());
  }
  Recorder recorder(step, &result);
  for (int i = 0; i < options.repeats; ++i) {
    SYNFIRE_RETURN_IF_ERROR(recorder.Run());
    result.firing_rate += network.FiringRate() / options.repeats;
  }
  result.resident_bytes = resident.PeakBytes();
  if (options.per_kernel) result.kernels = recorder.Kernels();
  return result;
}

}  // namespace synfire
