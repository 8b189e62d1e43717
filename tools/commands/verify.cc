#include "tools/commands/verify.h"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "graph/exec/variables.h"
#include "ops/all_ops.h"
#include "tools/commands/amounts.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/planned_network.h"
#include "tools/train/configuration.h"
#include "tools/train/evaluator.h"
#include "tools/train/feed.h"
#include "tools/train/split_file.h"

namespace synfire {
namespace {

struct VerifyOptions {
  std::vector<std::string> files;
  ModelOptions model;
};

// One file; all its checks share what they found so far.
class Verifier {
 public:
  Verifier(const std::string& path, const ModelOptions& options)
      : path_(path), options_(options) {}

  absl::Status Run() {
    SYNFIRE_ASSIGN_OR_RETURN(compile_, ApplyModelOptions(options_));
    SYNFIRE_ASSIGN_OR_RETURN(file_,
                             ReadNetworkFile(path_, options_.settings()));
    SYNFIRE_RETURN_IF_ERROR(file_.Locate(CheckConfiguration()));
    SYNFIRE_RETURN_IF_ERROR(file_.Locate(CheckNetworks()));
    SYNFIRE_RETURN_IF_ERROR(file_.Locate(CheckData()));
    std::printf("%s: OK (%s layers, %s parameters, %s)\n", path_.c_str(),
                Grouped(layers_).c_str(), Grouped(parameters_).c_str(),
                memory_.c_str());
    return absl::OkStatus();
  }

 private:
  absl::Status CheckConfiguration() const {
    if (!file_.training.has_value()) return absl::OkStatus();
    return ResolveConfiguration(*file_.training, AllOps()).status();
  }

  // What training and testing run; of a model, the forward pass in both modes.
  absl::Status CheckNetworks() {
    CompileOptions step = compile_, test = compile_;
    ModelText step_model = file_.model, test_model = file_.model;
    step.import.training = true;
    int64_t test_batch = 1;
    if (file_.training.has_value()) {
      const TrainingText& training = *file_.training;
      step.import.batch = training.train.batch;
      step.objective.loss = test.objective.loss = training.loss.call;
      step.objective.optimizer = training.optimizer.call;
      step.objective.clip_norm = training.clip_norm;
      step.import.operands = test.import.operands =
          OperandsOf(training.precision);
      step_model = ModelFor(training.train, file_.model);
      if (training.test.has_value()) {
        test_batch = training.test->batch;
        test_model = ModelFor(*training.test, file_.model);
      }
    }
    test.import.batch = test_batch;
    // --dump-passes and --explain show the first.
    SYNFIRE_ASSIGN_OR_RETURN(const PlannedNetwork network,
                             PlanNetwork(step_model, AllOps(), step));
    ExplainIfAsked(options_, network.compiled.graph, network.kernels);
    test.passes.dump_directory.clear();
    SYNFIRE_ASSIGN_OR_RETURN(const PlannedNetwork tested,
                             PlanNetwork(test_model, AllOps(), test));
    SYNFIRE_RETURN_IF_ERROR(
        ExpectSameVariables(network.compiled.graph, tested.compiled.graph));
    layers_ = static_cast<int64_t>(network.compiled.layers.size());
    parameters_ = network.Elements(Role::kParameter);
    classes_ = TakesLoss(network.compiled.graph)
                   ? network.compiled.graph
                         .type(network.compiled.graph.FindOutput("logits"))
                         .shape[1]
                   : 0;
    memory_ = absl::StrCat(
        BytesText(network.plan.arena_bytes + network.plan.variable_bytes),
        file_.training.has_value() ? absl::StrCat(" for a training step of ",
                                                  file_.training->train.batch)
                                   : " for the forward pass of 1");
    return absl::OkStatus();
  }

  absl::Status CheckData() const {
    if (!file_.training.has_value()) return absl::OkStatus();
    const TrainingText& training = *file_.training;
    SYNFIRE_RETURN_IF_ERROR(CheckPart("train", training.train, true));
    if (!training.test.has_value()) return absl::OkStatus();
    return CheckPart("test", *training.test, false);
  }

  absl::Status CheckPart(const char* part, const DataText& text,
                         bool drop_last) const {
    std::unique_ptr<Dataset> dataset;
    std::unique_ptr<Loader> loader;
    const absl::Status opened =
        OpenData(text, file_.training->seed, drop_last, &dataset, &loader);
    if (opened.code() == absl::StatusCode::kNotFound) {
      std::printf("%s: SKIPPED the check of the %s data: %s\n", path_.c_str(),
                  part, std::string(opened.message()).c_str());
      return absl::OkStatus();
    }
    SYNFIRE_RETURN_IF_ERROR(opened);
    const std::string skipped = SkippedText(*dataset);
    if (!skipped.empty()) {
      std::printf("%s: %s data: %s\n", path_.c_str(), part, skipped.c_str());
    }
    SYNFIRE_RETURN_IF_ERROR(
        CheckDataFits(ModelFor(text, file_.model), *dataset, *loader));
    if (dataset->classes() == classes_) return absl::OkStatus();
    return UserError(text.location.ToString(), ": the ", part, " data have ",
                     dataset->classes(), " classes, the network ", classes_,
                     " outputs");
  }

  const std::string& path_;
  const ModelOptions& options_;
  CompileOptions compile_;
  NetworkFile file_;
  int64_t layers_ = 0, parameters_ = 0, classes_ = 0;
  std::string memory_;
};

// Goes on after a file that is wrong; the errors come together.
absl::Status Verify(const VerifyOptions& options) {
  absl::Status all;
  for (const std::string& path : options.files) {
    const absl::Status status = Verifier(path, options.model).Run();
    if (status.ok()) continue;
    all = all.ok() ? status
                   : absl::Status(all.code(), absl::StrCat(all.message(), "\n",
                                                           status.message()));
  }
  return all;
}

}  // namespace

void AddVerifyCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* verify = app->add_subcommand(
      "verify",
      "Find all that is wrong with files, without running anything. A model is "
      "compiled for training and for evaluation; a training file also with its "
      "loss and optimizer, and its data are held against the model where they "
      "are on this machine.");
  verify
      ->add_option("FILE", options->files,
                   "Model and training files (.prototxt)")
      ->type_name("")
      ->required();
  AddSetOption(verify, &options->model);
  AddCompileOptions(verify, &options->model);
  verify->callback([=] { *command = [=] { return Verify(*options); }; });
}

}  // namespace synfire
