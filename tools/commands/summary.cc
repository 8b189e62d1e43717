#include "tools/commands/summary.h"

#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "graph/largest_batch.h"
#include "ops/all_ops.h"
#include "tools/bench/machine_peak.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_facts.h"
#include "tools/commands/network_file.h"
#include "tools/commands/summary_report.h"

namespace synfire {
namespace {

// What a bare model is trained with here; files say it themselves.
constexpr char kLoss[] = "cross_entropy";
constexpr char kOptimizer[] = "sgd(lr = 0.1, momentum = 0.9)";

struct SummaryOptions {
  ModelOptions model;
  std::optional<int> batch;
  std::string loss, optimizer;
  std::vector<double> machine;  // operations and bytes a second, or none
  bool memory = false;
  bool json = false;
};

absl::Status SetCall(const char* flag, const std::string& given,
                     const CallText* in_file, const char* otherwise,
                     std::string* text, std::optional<Call>* call) {
  if (given.empty() && in_file != nullptr) {
    *text = in_file->text;
    *call = in_file->call;
    return absl::OkStatus();
  }
  *text = given.empty() ? otherwise : given;
  absl::StatusOr<Call> parsed = Call::Parse(*text);
  if (!parsed.ok()) return Annotate(parsed.status(), absl::StrCat(flag, ": "));
  *call = *std::move(parsed);
  return absl::OkStatus();
}

absl::Status SetTrainingStep(const SummaryOptions& options,
                             const NetworkFile& file, TrainingStep* step,
                             CompileOptions* compile) {
  const TrainingText* training =
      file.training.has_value() ? &*file.training : nullptr;
  SYNFIRE_RETURN_IF_ERROR(SetCall(
      "--loss", options.loss, training != nullptr ? &training->loss : nullptr,
      kLoss, &step->loss, &compile->objective.loss));
  SYNFIRE_RETURN_IF_ERROR(
      SetCall("--optimizer", options.optimizer,
              training != nullptr ? &training->optimizer : nullptr, kOptimizer,
              &step->optimizer, &compile->objective.optimizer));
  const bool said = !options.loss.empty() && !options.optimizer.empty();
  step->origin = said                  ? "as the options say"
                 : training != nullptr ? "as the training file says"
                                       : "assumed, the file is a bare model";
  if (training == nullptr) {
    compile->import.batch = options.batch.value_or(1);
    return absl::OkStatus();
  }
  compile->objective.clip_norm = training->clip_norm;
  compile->import.batch = options.batch.value_or(training->train.batch);
  return absl::OkStatus();
}

// Of the training step, where there is a limit.
absl::Status FindLargestBatch(const NetworkFile& file,
                              const CompileOptions& compile,
                              TrainingStep* step) {
  if (!compile.memory_limit.has_value()) return absl::OkStatus();
  CompileOptions training = compile;
  training.import.training = true;
  SYNFIRE_ASSIGN_OR_RETURN(step->largest_batch,
                           LargestBatch(file.model, AllOps(), training));
  step->memory_limit = *compile.memory_limit;
  return absl::OkStatus();
}

// Says what batch would have fitted, if that was the error.
absl::Status WithLargestBatch(const absl::Status& status,
                              const NetworkFile& file,
                              const CompileOptions& compile) {
  if (!absl::IsResourceExhausted(status)) return file.Locate(status);
  TrainingStep step;
  SYNFIRE_RETURN_IF_ERROR(FindLargestBatch(file, compile, &step));
  return UserError(
      status.message(),
      step.largest_batch == 0
          ? "; not even one image fits"
          : absl::StrCat("; the largest that fits is ", step.largest_batch));
}

absl::Status Summary(const SummaryOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(options.model.file, options.model.settings()));
  ModelOptions model = options.model;
  if (file.training.has_value()) UsePrecisionOf(*file.training, &model);
  SYNFIRE_ASSIGN_OR_RETURN(CompileOptions compile, ApplyModelOptions(model));
  TrainingStep step;
  SYNFIRE_RETURN_IF_ERROR(SetTrainingStep(options, file, &step, &compile));
  std::optional<MachinePeak> machine;
  if (!options.machine.empty()) {
    machine = DescribedPeak(options.machine[0], options.machine[1]);
  }
  const absl::StatusOr<NetworkFacts> gathered =
      GatherFacts(file.model, AllOps(), compile, machine ? &*machine : nullptr);
  if (!gathered.ok()) {
    return WithLargestBatch(gathered.status(), file, compile);
  }
  const NetworkFacts& facts = *gathered;
  if (facts.training.has_value()) {
    SYNFIRE_RETURN_IF_ERROR(FindLargestBatch(file, compile, &step));
  }
  if (options.model.explain) std::fputs(facts.explanation.c_str(), stderr);
  if (options.json) {
    PrintAsJson(facts, step);
  } else {
    PrintAsText(facts, step, options.memory);
    if (machine) PrintBounds(facts, *machine);
  }
  return absl::OkStatus();
}

}  // namespace

void AddSummaryCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<SummaryOptions>();
  CLI::App* summary = app->add_subcommand(
      "summary",
      "Print a network's layers, parameters, FLOPs and planned memory. "
      "FLOPs count a multiply-add as two, as if no input were zero.");
  AddFileOptions(summary, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  summary
      ->add_option("--batch", options->batch,
                   "Images at a time (default: the training file's, or 1)")
      ->type_name("N")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""));
  summary
      ->add_option("--loss", options->loss,
                   "Loss of the training step (default: the training file's, "
                   "or " +
                       std::string(kLoss) + ")")
      ->type_name("CALL");
  summary
      ->add_option("--optimizer", options->optimizer,
                   "Optimizer of the training step (default: the training "
                   "file's, or " +
                       std::string(kOptimizer) + ")")
      ->type_name("CALL");
  AddMachineOption(summary,
                   "Operations and bytes a second of a machine, such as "
                   "800e12,3e12: print what each op takes there at least",
                   &options->machine);
  summary->add_flag("--memory", options->memory,
                    "Print what the memory holds at its fullest moment");
  summary->add_flag("--json", options->json, "Print JSON");
  AddCompileOptions(summary, &options->model);
  AddDeviceOption(summary, &options->model);
  AddTrainingPrecisionOption(summary, &options->model);
  summary->callback([=] { *command = [=] { return Summary(*options); }; });
}

}  // namespace synfire
