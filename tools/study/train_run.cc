#include "tools/study/train_run.h"

#include <memory>
#include <string>
#include <utility>

#include "graph/import/import.h"
#include "tools/run_directory/run_directory.h"
#include "tools/train/checkpoint.h"
#include "tools/train/configuration.h"
#include "tools/train/feed.h"
#include "tools/train/trainer.h"

namespace synfire {
namespace {

absl::StatusOr<std::string> KeyOf(const TrainingText& text,
                                  const Catalog& catalog) {
  SYNFIRE_ASSIGN_OR_RETURN(const proto::Training configuration,
                           ResolveConfiguration(text, catalog));
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText model,
                           ReadModelText(text.model_path, text.model_settings));
  ImportOptions options;
  options.batch = text.train.batch;
  options.training = true;
  SYNFIRE_ASSIGN_OR_RETURN(
      const ImportedModel imported,
      ImportModel(ModelFor(text.train, model), catalog, options));
  return ResumeKey(configuration, imported.layers);
}

// Whether `output` holds this run, with all its steps.
absl::StatusOr<bool> IsFinished(const TrainingText& text,
                                const Catalog& catalog) {
  const absl::StatusOr<RunDirectory> directory =
      RunDirectory::Open(text.output);
  if (!directory.ok()) return false;  // training says what is wrong with it
  const absl::StatusOr<Checkpoint> latest = directory->Latest();
  if (!latest.ok()) return false;
  SYNFIRE_ASSIGN_OR_RETURN(const RunState state, ReadRunState(latest->path));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string key, KeyOf(text, catalog));
  SYNFIRE_RETURN_IF_ERROR(CheckSameRun(state.configuration, key, latest->path));
  if (state.step > *text.max_steps) {
    return UserError(text.output, ": the run has ", state.step,
                     " steps already, more than ", *text.max_steps);
  }
  return state.step == *text.max_steps && state.reported;
}

absl::StatusOr<Measures> MeasuresIn(const std::string& output) {
  SYNFIRE_ASSIGN_OR_RETURN(const RunDirectory directory,
                           RunDirectory::Open(output));
  return ReadMeasures(directory.metrics_path());
}

}  // namespace

absl::StatusOr<Measures> TrainRun(const StudyPlan& plan, const StudyRun& run,
                                  const Catalog& catalog,
                                  const std::function<bool()>& stop,
                                  std::ostream* out) {
  SYNFIRE_ASSIGN_OR_RETURN(const TrainingText text, TrainingOf(plan, run));
  TrainOptions options;
  options.stop = stop;
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::unique_ptr<Trainer> trainer,
      Trainer::Create(text, catalog, std::move(options), out));
  SYNFIRE_ASSIGN_OR_RETURN(const TrainResult result, trainer->Run());
  if (result.interrupted) {
    return absl::CancelledError(
        absl::StrCat("stopped in ", text.output, " at update ", result.step));
  }
  return MeasuresIn(text.output);
}

absl::StatusOr<std::optional<Measures>> FinishedRun(const StudyPlan& plan,
                                                    const StudyRun& run,
                                                    const Catalog& catalog) {
  SYNFIRE_ASSIGN_OR_RETURN(const TrainingText text, TrainingOf(plan, run));
  SYNFIRE_ASSIGN_OR_RETURN(const bool finished, IsFinished(text, catalog));
  if (!finished) return std::nullopt;
  SYNFIRE_ASSIGN_OR_RETURN(Measures measures, MeasuresIn(text.output));
  return measures;
}

}  // namespace synfire
