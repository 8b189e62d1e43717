// A compiled step of a network and the batches that it runs on.
#ifndef SYNFIRE_TOOLS_BENCH_BENCH_STEP_H_
#define SYNFIRE_TOOLS_BENCH_BENCH_STEP_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "core/status.h"
#include "graph/compile.h"
#include "tools/bench/batches.h"
#include "tools/bench/workload.h"

namespace synfire {

enum class BenchMode {
  kTrain,  // forward, loss, backward, the optimizer's updates
  kEval,   // forward and loss, statistics and dropout as for testing
  kInfer   // forward alone, likewise
};
const char* Name(BenchMode mode);  // "train", "eval", "infer"

// Threads: as for Executable.
class BenchStep {
 public:
  // `compile` gives the kernels, the unrolling and the type; mode, batch and
  // objective are set here.  `workload` must outlive this.
  static absl::StatusOr<std::unique_ptr<BenchStep>> Create(
      const Workload& workload, const Catalog& catalog, BenchMode mode,
      int64_t batch, CompileOptions compile, std::unique_ptr<Batches> batches);

  // Runs `steps` forward passes as in training, on the same batches and with
  // the same variables: the running statistics, which start at 0 and 1, become
  // the data's, and neurons fire as after training has begun.  REQUIRES: mode
  // is not kTrain.
  absl::Status Settle(const Catalog& catalog, int steps);

  // Writes the inputs of the next step.  No part of what is measured.
  absl::Status Prepare() { return Feed(network_.executable.get()); }
  absl::Status Run() { return network_.executable->Run(); }
  // Adds the seconds of each node.
  absl::Status RunTimed(std::vector<double>* seconds) {
    return network_.executable->RunTimed(seconds);
  }
  // After a run: an error where the loss is no finite number; what follows
  // would not cost what training costs.
  absl::Status CheckLoss() const;

  const Network& network() const { return network_; }

 private:
  BenchStep(const Workload& workload, std::unique_ptr<Batches> batches)
      : workload_(workload), batches_(std::move(batches)) {}
  absl::Status Feed(Executable* executable);

  const Workload& workload_;
  CompileOptions compile_;
  std::unique_ptr<Batches> batches_;
  VariableStore variables_;  // outlives the network
  Network network_;
  int64_t step_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_BENCH_STEP_H_
