#include "tools/bench/measure.h"

#include <algorithm>
#include <chrono>

#include "core/parallel.h"
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

absl::StatusOr<std::unique_ptr<Batches>> MakeBatches(const Workload& workload,
                                                     const BenchPoint& point,
                                                     bool data) {
  if (!data) return SyntheticBatches(workload.model, workload.seed);
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
  const double seconds = SecondsOf([&] { step->Run(); });
  SYNFIRE_RETURN_IF_ERROR(step->CheckLoss());
  return seconds;
}

absl::StatusOr<KernelTimes> TimeKernels(BenchStep* step, int repeats) {
  std::vector<double> nodes;
  KernelTimes times;
  for (int i = 0; i < repeats; ++i) {
    SYNFIRE_RETURN_IF_ERROR(step->Prepare());
    times.step_seconds += SecondsOf([&] { step->RunTimed(&nodes); });
    SYNFIRE_RETURN_IF_ERROR(step->CheckLoss());
  }
  for (double& seconds : nodes) seconds /= repeats;
  times.step_seconds /= repeats;
  times.groups = GroupKernels(step->network(), nodes);
  return times;
}

}  // namespace

double KernelTimes::KernelSeconds() const {
  double sum = 0;
  for (const KernelGroup& group : groups) sum += group.seconds;
  return sum;
}

double Measurement::MedianSeconds() const {
  const size_t half = step_seconds.size() / 2;
  if (step_seconds.size() % 2 == 1) return step_seconds[half];
  return (step_seconds[half - 1] + step_seconds[half]) / 2;
}

absl::StatusOr<Measurement> Measure(const Workload& workload,
                                    const Catalog& catalog,
                                    const BenchPoint& point,
                                    const MeasureOptions& options) {
  SetNumThreads(point.threads);  // before the kernels are made
  Measurement result;
  result.point = point;
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Batches> batches,
                           MakeBatches(workload, point, options.data));
  const ResidentGrowth resident;
  absl::StatusOr<std::unique_ptr<BenchStep>> created;
  result.compile_seconds = SecondsOf([&] {
    created = BenchStep::Create(workload, catalog, point.mode, point.batch,
                                options.compile, std::move(batches));
  });
  SYNFIRE_RETURN_IF_ERROR(created.status());
  BenchStep* step = created->get();
  const Network& network = step->network();
  options.on_compiled(network);
  const MemoryPlan& plan = network.executable->plan();
  result.arena_bytes = plan.arena_bytes;
  result.arena_bound = plan.lower_bound;
  result.variable_bytes = plan.variable_bytes;
  result.work = TotalWork(network.executable->graph());

  SYNFIRE_ASSIGN_OR_RETURN(result.first_step_seconds, TimeStep(step));
  for (int i = 0; i < options.warmup; ++i) {
    SYNFIRE_RETURN_IF_ERROR(TimeStep(step).status());
  }
  for (int i = 0; i < options.repeats; ++i) {
    SYNFIRE_ASSIGN_OR_RETURN(const double seconds, TimeStep(step));
    result.step_seconds.push_back(seconds);
    result.firing_rate += network.FiringRate() / options.repeats;
  }
  std::sort(result.step_seconds.begin(), result.step_seconds.end());
  result.resident_bytes = resident.PeakBytes();
  if (options.per_kernel) {
    SYNFIRE_ASSIGN_OR_RETURN(result.kernels,
                             TimeKernels(step, options.repeats));
  }
  return result;
}

}  // namespace synfire
