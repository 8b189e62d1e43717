#include "tools/commands/probe.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ops/all_ops.h"
#include "tools/commands/json_output.h"
#include "tools/commands/loss_option.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/planned_network.h"
#include "tools/commands/probe_result.h"
#include "tools/commands/run_inputs.h"
#include "tools/commands/weights_options.h"
#include "tools/train/feed.h"

namespace synfire {
namespace {

struct ProbeOptions {
  ModelOptions model;
  WeightsSource weights;
  std::string input, out, loss;
  std::string mode = "eval";
  bool reference = false;
  bool json = false;
};

constexpr char kFooter[] =
    "Files hold the axis order of most programs: images [N,C,H,W], weights of "
    "convolutions [O,I,KH,KW] and of linear layers [O,I]. Layers and "
    "parameters "
    "have the names of the weights' file. --json has `logits`, `loss`, "
    "`gradient_norms` (L2), `firing_rates` (spikes a neuron and time step, by "
    "layer) and `running`; --out has the tensors logits, loss, "
    "gradient:PARAMETER, running:NAME and firing_rate:LAYER.";

// Loss and gradients, as far as labels and parameters are there for them.
absl::Status SetObjective(const ProbeOptions& options, const NetworkFile& file,
                          const RunInputs& inputs, CompileOptions* compile) {
  if (!inputs.labels().has_value()) {
    if (options.loss.empty()) return absl::OkStatus();
    return UserError("--loss needs the tensor 'labels'; ", options.input,
                     " has none");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const CallText loss, ChooseLoss(options.loss, file));
  compile->objective.loss = loss.call;
  SYNFIRE_ASSIGN_OR_RETURN(const ImportedModel imported,
                           ImportModel(file.model, AllOps(), compile->import));
  const Graph& graph = imported.graph;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    if (graph.value(id).role == Role::kParameter) {
      compile->objective.gradients = true;
    }
  }
  if (!TakesLoss(graph)) return absl::OkStatus();  // AddLoss will say it
  return inputs.CheckLabels(graph.type(graph.FindOutput("logits")).shape[1]);
}

absl::Status Probe(const ProbeOptions& options) {
  ModelOptions model_options = options.model;
  if (options.reference) model_options.kernels = "reference";
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(model_options.file, model_options.settings()));
  if (file.training.has_value()) UsePrecisionOf(*file.training, &model_options);
  SYNFIRE_ASSIGN_OR_RETURN(CompileOptions compile,
                           ApplyModelOptions(model_options));
  SYNFIRE_ASSIGN_OR_RETURN(
      const RunInputs inputs,
      RunInputs::Read(options.input, file.model, model_options.dtype()));
  compile.import.batch = inputs.count();
  compile.import.training = options.mode == "train";
  SYNFIRE_RETURN_IF_ERROR(SetObjective(options, file, inputs, &compile));

  const uint64_t seed = model_options.seed.value_or(0);
  VariableStore variables;
  const absl::StatusOr<Network> compiled =
      CompileNetwork(file.model, AllOps(), compile, seed, &variables);
  if (!compiled.ok()) return file.Locate(compiled.status());
  const Network& network = *compiled;
  Executable* executable = network.executable.get();
  ExplainIfAsked(model_options, executable->graph(), executable->kernels());
  SYNFIRE_ASSIGN_OR_RETURN(
      const LoadedWeights weights,
      LoadWeightsAloud(options.weights, network, &variables));
  inputs.Feed(0, executable);
  FeedCount("seed", static_cast<int64_t>(seed), executable);
  FeedCount("step", 0, executable);
  SYNFIRE_RETURN_IF_ERROR(executable->Run());
  SYNFIRE_RETURN_IF_ERROR(variables.Fetch());

  const ProbeResult result = InNamesOf(weights, Collect(network, variables));
  if (!options.out.empty()) {
    SYNFIRE_RETURN_IF_ERROR(WriteProbe(options.out, result));
  }
  if (options.json) {
    PrintJson(ToJson(result));
  } else {
    PrintText(result);
  }
  return absl::OkStatus();
}

void AddProbeOptions(CLI::App* probe, ProbeOptions* options) {
  AddWeightsOptions(probe, "--weights", "", &options->weights)->required();
  probe
      ->add_option("--input", options->input,
                   "Tensor `input`: [N,C,H,W] or [N,F], with T before N for a "
                   "temporal input; `labels` [N], without which there is no "
                   "loss and no gradient")
      ->type_name("SAFETENSORS")
      ->required();
  probe
      ->add_option("--mode", options->mode,
                   "train: statistics of the batch, which then enter the "
                   "running ones, and dropout; eval: running statistics")
      ->type_name("")
      ->check(OneOf({"train", "eval"}))
      ->capture_default_str();
  AddLossOption(probe, &options->loss);
  probe->add_option("--out", options->out, "Write the tensors there")
      ->type_name("SAFETENSORS");
  probe->add_flag("--json", options->json, "Print JSON");
  probe->add_flag("--reference", options->reference,
                  "The same as --kernels reference");
}

}  // namespace

void AddProbeCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<ProbeOptions>();
  CLI::App* probe = app->add_subcommand(
      "probe",
      "Run a network once and report logits, loss, gradients, firing rates and "
      "running statistics, to hold it against another program");
  AddFileOptions(probe, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  AddProbeOptions(probe, options.get());
  AddCompileOptions(probe, &options->model);
  AddPrecisionOption(probe, &options->model);
  AddSeedOption(probe, &options->model);
  AddDeviceOptions(probe, &options->model);
  probe->footer(kFooter);
  probe->callback([=] { *command = [=] { return Probe(*options); }; });
}

}  // namespace synfire
