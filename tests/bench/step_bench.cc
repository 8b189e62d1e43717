// Benchmarks of whole networks: for each model or training file on the command
// line, "NAME/train/B" (forward, loss, backward, update) and "NAME/infer/B",
// B images a step, on synthetic data.
//
//   bazel run //tests/bench:step_bench -- --benchmark_filter=train
//
// Counters: images/s; the firing rate; GFLOP and GB of a step, the dense
// operations and every argument once; the rates of both; and their ratios to
// the machine's peaks (tools/bench/machine_peak.h).  `synfire bench` says more
// of one network.
//
// --once runs one iteration of two images and measures no peaks: the benchmark
// as a test.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/parallel.h"
#include "ops/all_ops.h"
#include "tools/bench/batches.h"
#include "tools/bench/bench_step.h"
#include "tools/bench/kernel_groups.h"
#include "tools/bench/machine_peak.h"
#include "tools/bench/workload.h"

namespace synfire {
namespace {

constexpr BenchMode kModes[] = {BenchMode::kTrain, BenchMode::kInfer};
constexpr int64_t kBatches[] = {16, 64};
constexpr int64_t kBatchOnce = 2;

void SetCounters(const Network& network, int64_t batch, const MachinePeak* peak,
                 benchmark::State& state) {
  const Work work = TotalWork(*network.executable);
  using benchmark::Counter;
  const auto rate = [](double amount) {
    return Counter(amount, Counter::kIsIterationInvariantRate);
  };
  state.counters["images/s"] = rate(static_cast<double>(batch));
  state.counters["firing"] = network.FiringRate();
  state.counters["GFLOP"] = work.flops * 1e-9;
  state.counters["GB"] = work.bytes() * 1e-9;
  state.counters["GFLOP/s"] = rate(work.flops * 1e-9);
  state.counters["GB/s"] = rate(work.bytes() * 1e-9);
  if (peak == nullptr) return;
  state.counters["of_flops"] = rate(work.flops / peak->flops_per_second);
  state.counters["of_bytes"] =
      rate(peak->memory().Bound(work.read, work.written));
}

// One step outside of the loop pays for page faults.
absl::Status TimeSteps(const Workload& workload, BenchMode mode, int64_t batch,
                       const MachinePeak* peak, benchmark::State& state) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::unique_ptr<BenchStep> step,
      BenchStep::Create(workload, AllOps(), mode, batch, {},
                        SyntheticBatches(workload.model, workload.seed)));
  SYNFIRE_RETURN_IF_ERROR(step->Prepare());
  if (peak != nullptr) SYNFIRE_RETURN_IF_ERROR(step->Run());
  for (auto _ : state) {
    // The same batch again: writing the step's number is all that this costs.
    SYNFIRE_RETURN_IF_ERROR(step->Prepare());
    SYNFIRE_RETURN_IF_ERROR(step->Run());
    benchmark::ClobberMemory();
  }
  SetCounters(step->network(), batch, peak, state);
  return step->CheckLoss();
}

void Register(const std::shared_ptr<const Workload>& workload, BenchMode mode,
              int64_t batch, const MachinePeak* peak) {
  const std::string name =
      absl::StrCat(workload->model.name, "/", Name(mode), "/", batch);
  auto* registered =
      benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        const absl::Status status =
            TimeSteps(*workload, mode, batch, peak, state);
        if (!status.ok()) {
          std::cerr << status.message() << "\n";
          std::exit(EXIT_FAILURE);
        }
      });
  // The threads are inside the kernels.
  registered->UseRealTime()->MeasureProcessCPUTime();
  registered->Unit(benchmark::kMillisecond);
  if (peak == nullptr) registered->Iterations(1);
}

absl::Status RegisterFile(const std::string& path, const MachinePeak* peak) {
  SYNFIRE_ASSIGN_OR_RETURN(Workload read, ReadWorkload(path, {}, {}, AllOps()));
  const auto workload = std::make_shared<const Workload>(std::move(read));
  for (BenchMode mode : kModes) {
    if (peak == nullptr) {
      Register(workload, mode, kBatchOnce, peak);
      continue;
    }
    for (int64_t batch : kBatches) Register(workload, mode, batch, peak);
  }
  return absl::OkStatus();
}

int RunFiles(const std::vector<std::string>& paths, bool once) {
  MachinePeak peak;
  if (!once) {
    absl::StatusOr<MachinePeak> measured = MeasureMachinePeak();
    if (!measured.ok()) {
      std::cerr << measured.status().message() << "\n";
      return EXIT_FAILURE;
    }
    peak = *std::move(measured);
    std::cerr << NumThreads()
              << " threads; peaks: " << peak.flops_per_second * 1e-9
              << " GFLOP/s, " << peak.memory().read * 1e-9
              << " GB/s read from memory\n";
  }
  for (const std::string& path : paths) {
    const absl::Status status = RegisterFile(path, once ? nullptr : &peak);
    if (!status.ok()) {
      std::cerr << status.message() << "\n";
      return EXIT_FAILURE;
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::vector<std::string> paths(argv + 1, argv + argc);
  const auto end = std::remove(paths.begin(), paths.end(), "--once");
  const bool once = end != paths.end();
  paths.erase(end, paths.end());
  return synfire::RunFiles(paths, once);
}
