// The benchmark of a list of cases: one benchmark "op/case/kernel" for each
// candidate that accepts the case in f32; refusals go to stderr.  The reference
// is left out of a benchmark_only case that another candidate accepts.
//
// Counters: GFLOP/s and GB/s (operations and bytes of inputs and outputs, each
// counted once), and the machine's bound (tools/bench/machine_peak.h) over the
// time, which says how near the kernel is to the limit.
//
// --once runs one iteration of every case that is not benchmark_only and
// measures no peaks: the benchmark as a test.
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
#include "tests/ops/case_graph.h"
#include "tests/ops/evaluate.h"
#include "tests/ops/op_case.h"
#include "tools/bench/machine_peak.h"

namespace synfire {
namespace {

constexpr uint64_t kSeed = 1;

struct Timed {
  KernelProblem problem;
  std::shared_ptr<Kernel> kernel;
  std::vector<std::shared_ptr<GuardedBuffer>> inputs;  // null where absent
  Work work;
};

void Time(benchmark::State& state, const Timed& timed,
          const MachinePeak* peak) {
  std::vector<const void*> inputs;
  for (const auto& input : timed.inputs) {
    inputs.push_back(input == nullptr ? nullptr : input->data());
  }
  std::vector<std::unique_ptr<GuardedBuffer>> buffers;
  std::vector<void*> outputs;
  for (const KernelArgument& output : timed.problem.outputs) {
    buffers.push_back(std::make_unique<GuardedBuffer>(
        BytesOf(output.type, timed.problem.steps, output.form), 0));
    outputs.push_back(buffers.back()->data());
  }
  GuardedBuffer scratch(timed.kernel->scratch_bytes(), 0);
  const KernelArgs args{inputs.data(), outputs.data(), scratch.data()};
  for (auto _ : state) {
    timed.kernel->Run(args);
    benchmark::ClobberMemory();
  }
  using benchmark::Counter;
  Work work = timed.work;
  if (const auto run = timed.kernel->LastRun()) work.flops *= run->work;
  const auto rate = [](double amount) {
    return Counter(amount, Counter::kIsIterationInvariantRate);
  };
  state.counters["GFLOP/s"] = rate(timed.work.flops * 1e-9);
  state.counters["GB/s"] = rate(work.bytes() * 1e-9);
  if (peak == nullptr) return;
  state.counters["of_peak"] = rate(BoundOf(work, *peak).seconds);
}

absl::Status RegisterCase(const OpRegistry& registry, const OpCase& op_case,
                          bool once, const MachinePeak* peak) {
  SYNFIRE_ASSIGN_OR_RETURN(const CaseGraph built,
                           BuildCase(registry, op_case, DType::kF32, kSeed));
  const Node& node = built.graph.node(built.node);
  Timed timed;
  timed.problem = ProblemOf(built.graph, node);
  timed.work.flops =
      static_cast<double>(timed.problem.op->FlopsOf(timed.problem));
  for (ValueId id : node.inputs) {
    timed.inputs.emplace_back();
    if (id == kNone) continue;
    const Bytes& content = built.given.at(built.graph.value(id).name);
    timed.inputs.back() = std::make_shared<GuardedBuffer>(content);
    timed.work.read += static_cast<double>(content.size());
  }
  for (const KernelArgument& output : timed.problem.outputs) {
    timed.work.written += static_cast<double>(
        BytesOf(output.type, timed.problem.steps, output.form));
  }
  bool accepted = false;
  for (const KernelCandidate& candidate : registry.Candidates(op_case.op)) {
    if (candidate.name == "reference" && op_case.benchmark_only && accepted) {
      continue;
    }
    const std::string name =
        absl::StrCat(op_case.op, "/", op_case.name, "/", candidate.name);
    KernelOrRefusal kernel = candidate.make(timed.problem);
    if (!kernel.ok()) {
      std::cerr << name << " refused: " << kernel.status().message() << "\n";
      continue;
    }
    accepted = true;
    timed.kernel = *std::move(kernel);
    auto* registered = benchmark::RegisterBenchmark(
        name.c_str(),
        [timed, peak](benchmark::State& state) { Time(state, timed, peak); });
    // The threads are inside the kernel.
    registered->UseRealTime()->MeasureProcessCPUTime();
    registered->Unit(benchmark::kMicrosecond);
    if (once) registered->Iterations(1);
  }
  return absl::OkStatus();
}

int RunCases(bool once) {
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
  for (const OpCase& op_case : OpCases()) {
    if (once && op_case.benchmark_only) continue;
    const absl::Status status =
        RegisterCase(AllOps().ops, op_case, once, once ? nullptr : &peak);
    if (!status.ok()) {
      std::cerr << op_case.op << "/" << op_case.name << ": " << status.message()
                << "\n";
      return EXIT_FAILURE;
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  char** const end =
      std::remove(argv, argv + argc, absl::string_view("--once"));
  const bool once = end != argv + argc;
  argc = static_cast<int>(end - argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
  return synfire::RunCases(once);
}
