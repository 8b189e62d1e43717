#include "tools/commands/eval.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_format.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "ops/all_ops.h"
#include "tools/commands/model_options.h"
#include "tools/commands/report.h"
#include "tools/commands/weights_options.h"
#include "tools/run_directory/run_directory.h"
#include "tools/train/evaluator.h"
#include "tools/train/split_file.h"

namespace synfire {
namespace {

struct EvalCommandOptions {
  ModelOptions model;
  WeightsSource weights;
  bool json = false;
};

// The file given, or the newest checkpoint of the run that the training file
// describes.
absl::StatusOr<std::string> WeightsPath(const EvalCommandOptions& options,
                                        const TrainingText& text) {
  if (!options.weights.path.empty()) return options.weights.path;
  absl::StatusOr<RunDirectory> run = RunDirectory::Open(text.output);
  absl::StatusOr<Checkpoint> latest = absl::NotFoundError("");
  if (run.ok()) latest = run->Latest();
  if (latest.ok()) return latest->path;
  return UserError("there is no checkpoint in '", text.output,
                   "'; train first, or give --weights FILE");
}

void Print(const Evaluation& result, const std::string& weights, bool json) {
  if (json) {
    const nlohmann::json object = {{"accuracy", result.accuracy},
                                   {"loss", result.loss},
                                   {"firing_rate", result.firing_rate},
                                   {"images", result.images}};
    std::cout << object.dump() << "\n";
    return;
  }
  std::cout << absl::StrFormat(
      "%s\n  images       %d\n  accuracy     %.2f%%\n  loss         %.4f\n"
      "  firing rate  %.2f%%\n",
      weights, result.images, result.accuracy * 100, result.loss,
      result.firing_rate * 100);
}

absl::Status Eval(const EvalCommandOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const TrainingText text,
      ReadTrainingText(options.model.file, options.model.settings()));
  if (!text.test.has_value()) {
    return UserError(options.model.file,
                     ": there is no `test` to evaluate on; add one");
  }
  ModelOptions model_options = options.model;
  UseDeviceOf(text, &model_options);
  UsePrecisionOf(text, &model_options);
  SYNFIRE_ASSIGN_OR_RETURN(CompileOptions compile,
                           ApplyModelOptions(model_options));
  if (!options.model.threads.has_value() && text.threads > 0) {
    SetNumThreads(text.threads);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText model,
                           ReadModelText(text.model_path, text.model_settings));
  WeightsSource weights = options.weights;
  SYNFIRE_ASSIGN_OR_RETURN(weights.path, WeightsPath(options, text));
  compile.objective.loss = text.loss.call;
  VariableStore variables;
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<Evaluator> evaluator,
                           Evaluator::Create(model, AllOps(), *text.test,
                                             compile, text.seed, &variables));
  SYNFIRE_RETURN_IF_ERROR(
      LoadWeightsAloud(weights, evaluator->network(), &variables).status());
  const std::string skipped = SkippedText(evaluator->dataset());
  if (!skipped.empty()) ReportWarning(skipped);
  const InterruptGuard interrupt;
  SYNFIRE_ASSIGN_OR_RETURN(
      const Evaluation result,
      evaluator->Run([&interrupt] { return interrupt.requested(); }));
  Print(result, weights.path, options.json);
  return absl::OkStatus();
}

}  // namespace

void AddEvalCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<EvalCommandOptions>();
  CLI::App* eval = app->add_subcommand(
      "eval", "Measure a trained network on the test data of a training file");
  AddFileOptions(eval, "TRAINING", "The training file", &options->model);
  AddWeightsOptions(eval, "--weights",
                    "By default the run's newest checkpoint; else ",
                    &options->weights);
  eval->add_flag("--json", options->json,
                 "Print accuracy, loss, firing_rate and images as JSON");
  AddCompileOptions(eval, &options->model);
  AddTrainingPrecisionOption(eval, &options->model);
  AddDeviceOptions(eval, &options->model);
  eval->callback([=] { *command = [=] { return Eval(*options); }; });
}

}  // namespace synfire
