#include "tools/commands/train.h"

#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "core/interrupt.h"
#include "ops/all_ops.h"
#include "tools/commands/model_options.h"
#include "tools/commands/weights_options.h"
#include "tools/train/trainer.h"

namespace synfire {
namespace {

struct TrainCommandOptions {
  ModelOptions model;
  WeightsSource init;
  std::string output;
  bool resume = false;
};

constexpr char kFooter[] =
    "The run directory (`output` of the file) receives the resolved\n"
    "configuration, metrics.csv, TensorBoard events and checkpoints. Ctrl-C\n"
    "saves and stops with exit status 3; the same command goes on from there,\n"
    "to the weights that an uninterrupted run would have had.";

absl::Status Train(const TrainCommandOptions& options) {
  Settings settings = options.model.settings();
  if (!options.output.empty()) {
    settings.push_back({absl::StrCat("output=", options.output), "--output"});
  }
  if (options.model.threads.has_value()) {
    settings.push_back(
        {absl::StrCat("threads=", *options.model.threads), "--threads"});
  }
  if (options.model.precision.has_value()) {
    settings.push_back(
        {absl::StrCat("precision=",
                      absl::AsciiStrToUpper(*options.model.precision)),
         "--precision"});
  }
  SYNFIRE_ASSIGN_OR_RETURN(const TrainingText text,
                           ReadTrainingText(options.model.file, settings));
  ModelOptions model = options.model;
  UseDeviceOf(text, &model);
  TrainOptions train;
  SYNFIRE_ASSIGN_OR_RETURN(train.compile, ApplyModelOptions(model));
  train.resume = options.resume;
  train.init = options.init;
  train.explain = model.explain;
  const InterruptGuard interrupt;
  train.stop = [&interrupt] { return interrupt.requested(); };
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::unique_ptr<Trainer> trainer,
      Trainer::Create(text, AllOps(), std::move(train), &std::cout));
  SYNFIRE_ASSIGN_OR_RETURN(const TrainResult result, trainer->Run());
  if (result.interrupted) {
    return absl::CancelledError(absl::StrCat("stopped at update ", result.step,
                                             ", saved as ", result.checkpoint,
                                             "; the same command goes on"));
  }
  std::cout << "saved " << result.checkpoint << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddTrainCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<TrainCommandOptions>();
  CLI::App* train = app->add_subcommand(
      "train", "Train a network as a training file says, or go on with it");
  AddFileOptions(train, "TRAINING", "The training file", &options->model);
  train->add_option("--output", options->output,
                    "The run directory, in place of the file's `output`");
  AddWeightsOptions(train, "--init", "Weights to start from: ", &options->init);
  train->add_flag("--resume", options->resume,
                  "Go on with the run in the output directory; an error "
                  "where there is none");
  AddCompileOptions(train, &options->model);
  AddTrainingPrecisionOption(train, &options->model);
  AddDeviceOptions(train, &options->model);
  train->footer(kFooter);
  train->callback([=] { *command = [=] { return Train(*options); }; });
}

}  // namespace synfire
