#include "tools/bench/bench_step.h"

#include <cmath>

#include "tools/train/feed.h"

namespace synfire {

const char* Name(BenchMode mode) {
  switch (mode) {
    case BenchMode::kTrain:
      return "train";
    case BenchMode::kEval:
      return "eval";
    case BenchMode::kInfer:
      break;
  }
  return "infer";
}

absl::StatusOr<std::unique_ptr<BenchStep>> BenchStep::Create(
    const Workload& workload, const Catalog& catalog, BenchMode mode,
    int64_t batch, CompileOptions compile, std::unique_ptr<Batches> batches) {
  std::unique_ptr<BenchStep> self(new BenchStep(workload, std::move(batches)));
  compile.import.batch = batch;
  compile.import.training = mode == BenchMode::kTrain;
  compile.objective = Objective();
  if (mode != BenchMode::kInfer) compile.objective.loss = workload.loss.call;
  if (mode == BenchMode::kTrain) {
    compile.objective.optimizer = workload.optimizer.call;
    compile.objective.clip_norm = workload.clip_norm;
  }
  SYNFIRE_ASSIGN_OR_RETURN(self->network_,
                           CompileNetwork(workload.model, catalog, compile,
                                          workload.seed, &self->variables_));
  self->compile_ = std::move(compile);
  return self;
}

absl::Status BenchStep::Settle(const Catalog& catalog, int steps) {
  CompileOptions compile = compile_;
  compile.import.training = true;
  compile.objective = Objective();
  SYNFIRE_ASSIGN_OR_RETURN(const Network training,
                           CompileNetwork(workload_.model, catalog, compile,
                                          workload_.seed, &variables_));
  for (int i = 0; i < steps; ++i) {
    SYNFIRE_RETURN_IF_ERROR(Feed(training.executable.get()));
    SYNFIRE_RETURN_IF_ERROR(training.executable->Run());
  }
  return absl::OkStatus();
}

absl::Status BenchStep::Feed(Executable* executable) {
  SYNFIRE_RETURN_IF_ERROR(batches_->Feed(executable));
  FeedCount("step", step_++, executable);
  FeedCount("seed", static_cast<int64_t>(workload_.seed), executable);
  FeedNumber("learning_rate", workload_.learning_rate, executable);
  return absl::OkStatus();
}

absl::Status BenchStep::CheckLoss() const {
  if (network_.executable->output("loss") == nullptr) return absl::OkStatus();
  const double loss = network_.executable->Scalar("loss");
  if (std::isfinite(loss)) return absl::OkStatus();
  return UserError("the loss is ", loss, " after ", step_, " steps with ",
                   workload_.loss.text, " and ", workload_.optimizer.text,
                   "; a smaller learning rate may help");
}

}  // namespace synfire
