#include "tools/commands/predict.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "ops/all_ops.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/planned_network.h"
#include "tools/commands/predictions.h"
#include "tools/commands/run_inputs.h"
#include "tools/commands/tensor.h"
#include "tools/commands/weights_options.h"

namespace synfire {
namespace {

struct PredictOptions {
  ModelOptions model;
  WeightsSource weights;
  std::string input, out;
  int batch = 64;
  int top = 1;
  bool json = false;
};

// Runs all samples, `batch` at a time; the last network may be smaller.
absl::StatusOr<Tensor> ComputeLogits(const NetworkFile& file,
                                     const PredictOptions& options,
                                     CompileOptions compile,
                                     const RunInputs& inputs) {
  Tensor logits{options.model.dtype(), {}, {}};
  VariableStore variables;
  Network network;
  int64_t built_for = 0;
  for (int64_t first = 0; first < inputs.count(); first += built_for) {
    const int64_t count =
        std::min<int64_t>(options.batch, inputs.count() - first);
    if (count != built_for) {
      compile.import.batch = count;
      absl::StatusOr<Network> compiled =
          CompileNetwork(file.model, AllOps(), compile, 0, &variables);
      if (!compiled.ok()) return file.Locate(compiled.status());
      network = *std::move(compiled);
      built_for = count;
    }
    const Graph& graph = network.executable->graph();
    if (first == 0) {
      const Type& type = graph.type(graph.FindOutput("logits"));
      if (!TakesLoss(graph)) {
        return UserError(file.model.output_location.ToString(),
                         ": the network's output is ", type.ToString(),
                         "; predict takes static logits [N,K]");
      }
      SYNFIRE_RETURN_IF_ERROR(inputs.CheckLabels(type.shape[1]));
      SYNFIRE_RETURN_IF_ERROR(
          LoadWeightsAloud(options.weights, network, &variables).status());
      ExplainIfAsked(options.model, graph, network.executable->kernels());
      logits.shape = Shape({inputs.count(), type.shape[1]});
    }
    inputs.Feed(first, network.executable.get());
    SYNFIRE_RETURN_IF_ERROR(network.executable->Run());
    const Tensor batch = OutputTensor(*network.executable, "logits");
    logits.elements.insert(logits.elements.end(), batch.elements.begin(),
                           batch.elements.end());
  }
  return logits;
}

absl::Status Predict(const PredictOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(options.model.file, options.model.settings()));
  ModelOptions model = options.model;
  if (file.training.has_value()) UsePrecisionOf(*file.training, &model);
  SYNFIRE_ASSIGN_OR_RETURN(const CompileOptions compile,
                           ApplyModelOptions(model));
  SYNFIRE_ASSIGN_OR_RETURN(
      const RunInputs inputs,
      RunInputs::Read(options.input, file.model, options.model.dtype()));
  SYNFIRE_ASSIGN_OR_RETURN(Tensor logits,
                           ComputeLogits(file, options, compile, inputs));
  WarnOfNonFinite(logits);
  const Predictions predictions = FromLogits(std::move(logits));
  if (!options.out.empty()) {
    SYNFIRE_RETURN_IF_ERROR(
        WriteTensors(options.out, {{"logits", predictions.logits},
                                   {"probabilities", predictions.probabilities},
                                   {"classes", predictions.classes}}));
  }
  if (options.json) {
    PrintAsJson(predictions, inputs.labels(), options.top);
  } else {
    PrintAsText(predictions, inputs.labels(), options.top);
  }
  return absl::OkStatus();
}

}  // namespace

void AddPredictCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<PredictOptions>();
  CLI::App* predict =
      app->add_subcommand("predict", "Classify samples with a trained network");
  AddFileOptions(predict, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  AddWeightsOptions(predict, "--weights", "", &options->weights)->required();
  predict
      ->add_option("--input", options->input,
                   "Tensor `input`: [N,C,H,W] or [N,F], with T before N for a "
                   "temporal input; `labels` [N] too, to count what is right")
      ->type_name("SAFETENSORS")
      ->required();
  predict
      ->add_option("--out", options->out,
                   "Write logits, probabilities and classes there")
      ->type_name("SAFETENSORS");
  predict
      ->add_option("--top", options->top,
                   "Print this many classes of each sample, best first")
      ->type_name("K")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""))
      ->capture_default_str();
  predict
      ->add_option("--batch", options->batch,
                   "Samples at a time; does not change the result")
      ->type_name("N")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""))
      ->capture_default_str();
  predict->add_flag("--json", options->json,
                    "Print classes, top, probabilities and logits as JSON");
  AddCompileOptions(predict, &options->model);
  AddPrecisionOption(predict, &options->model);
  AddDeviceOptions(predict, &options->model);
  predict->callback([=] { *command = [=] { return Predict(*options); }; });
}

}  // namespace synfire
