// Trains a network as a training file says, from a run directory's state to its
// end or to an interruption.
#ifndef SYNFIRE_TOOLS_TRAIN_TRAINER_H_
#define SYNFIRE_TOOLS_TRAIN_TRAINER_H_

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "core/status.h"
#include "graph/compile.h"
#include "graph/import/training_text.h"
#include "ops/optim/schedule/schedule.h"
#include "tools/run_directory/progress.h"
#include "tools/run_directory/run_directory.h"
#include "tools/train/checkpoint.h"
#include "tools/train/evaluator.h"
#include "tools/train/run_log.h"
#include "tools/weights/load_weights.h"

namespace synfire {

struct TrainOptions {
  bool resume = false;     // demand that there is a run to go on with
  WeightsSource init;      // weights to start from; without a path, none
  bool explain = false;    // print the kernels chosen
  CompileOptions compile;  // kernels, unrolling, passes; the rest is set here
  std::function<bool()> stop = [] { return false; };  // asked between steps
};

struct TrainResult {
  bool interrupted = false;  // saved, and may be resumed
  std::string checkpoint;    // the last one written
  int64_t step = 0;
  std::optional<Evaluation> test;
};

// Not thread-safe.  Progress goes to `out`.
class Trainer {
 public:
  // Opens the data, compiles the networks, and creates the run directory, or
  // goes on with the run that it holds.  Everything that can be wrong is found
  // here.  `text`, `catalog` and `out` must outlive this.
  static absl::StatusOr<std::unique_ptr<Trainer>> Create(
      const TrainingText& text, const Catalog& catalog, TrainOptions options,
      std::ostream* out);

  // Ends after the last epoch or max_steps, or saves and stops when asked to.
  absl::StatusOr<TrainResult> Run();

 private:
  // The sums over a stretch of the run in this process.
  struct Window {
    EpochSums sums;
    double seconds = 0, waiting = 0;
  };

  Trainer(const TrainingText& text, const Catalog& catalog,
          TrainOptions options, std::ostream* out);

  absl::Status Compile(const ModelText& written);
  absl::Status OpenRun();
  absl::Status Initialise();
  bool HoldsConfiguration(const RunDirectory& directory) const;
  absl::Status CheckClasses() const;
  absl::Status WriteSplits() const;
  void PrintConfiguration() const;

  // Writes the inputs of update `step` from the next batch; false where the
  // epoch has none left.
  absl::StatusOr<bool> FeedNext(int64_t step);
  // One update with what was fed.  While a device makes it, the next batch is
  // read and staged.
  absl::Status Step();
  absl::Status StageNext();
  double LearningRate(int64_t step) const;
  absl::Status LogSteps();
  absl::Status FinishEpoch();
  absl::StatusOr<Evaluation> Test();
  absl::Status Save();
  absl::StatusOr<TrainResult> Interrupted();
  bool Done() const;      // no update is left to be made
  bool Finished() const;  // nor a test or a row of the log
  double EpochsDone() const;
  Progress ProgressNow() const;

  const TrainingText& text_;
  const Catalog& catalog_;
  TrainOptions options_;
  std::ostream& out_;

  ModelText model_;  // with the steps of training
  std::unique_ptr<Dataset> dataset_;
  std::unique_ptr<Loader> loader_;
  VariableStore variables_;
  Network network_;
  std::unique_ptr<Evaluator> evaluator_;
  std::optional<Schedule> schedule_;
  double base_learning_rate_ = 0;
  proto::Training configuration_;
  double compile_seconds_ = 0;

  std::optional<RunDirectory> directory_;
  std::optional<RunLog> log_;
  ProgressLine progress_;
  RunState state_;
  bool resumed_ = false;
  bool begins_again_ = false;  // in the folder of a run without a checkpoint
  Window window_;              // since the last row of the log
  Window epoch_;
  double steps_seconds_ = 0;  // in this process
  int64_t steps_made_ = 0;    // likewise
  bool staged_ = false;       // the next update's inputs are written
  TrainResult result_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_TRAINER_H_
