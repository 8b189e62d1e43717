#include "tools/commands/gradients.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "ops/all_ops.h"
#include "tools/commands/gradient_flow.h"
#include "tools/commands/gradient_report.h"
#include "tools/commands/loss_option.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/pass_input.h"
#include "tools/commands/weights_options.h"
#include "tools/train/feed.h"

namespace synfire {
namespace {

struct GradientsOptions {
  ModelOptions model;
  PassInputChoice input;
  WeightsSource weights;
  std::string loss;
  std::string mode = "train";
  FlowLimits limits;
  bool layers = false, json = false, csv = false;
};

constexpr char kFooter[] =
    "gradient: the L2 norm of dLoss/d(output of the block), over all samples, "
    "time steps and elements; to last: the same over the last block's. firing "
    "rate: spikes a neuron and time step of the block's neuron layers. A "
    "network whose gradients neither vanish nor explode on the way from the "
    "last block to the first can be trained at any depth. A model that has no "
    "block is reported layer by layer. Blocks and layers have the names of the "
    "weights' file.";

// Training and test may have time steps of their own.
void SetSteps(const GradientsOptions& options, NetworkFile* file) {
  if (!file->training.has_value()) return;
  const TrainingText& training = *file->training;
  const bool test = options.input.data == "test" && training.test.has_value();
  file->model =
      ModelFor(test ? *training.test : training.train, std::move(file->model));
}

FlowSetup SetupOf(const GradientsOptions& options, const NetworkFile& file,
                  const CallText& loss, const PassInput& input, uint64_t seed) {
  FlowSetup setup;
  setup.model = file.model.name;
  setup.loss = loss.text;
  setup.mode = options.mode;
  setup.weights = options.weights.path.empty()
                      ? absl::StrCat("as initialised, seed ", seed)
                      : options.weights.path;
  setup.input = input.description();
  setup.batch = input.batch();
  setup.steps = file.model.steps;
  setup.limits = options.limits;
  return setup;
}

void Print(const GradientsOptions& options, const FlowSetup& setup,
           const GradientFlow& flow) {
  if (options.json) {
    PrintJson(FlowJson(setup, flow));
  } else {
    const std::string text =
        options.csv ? FlowCsv(flow) : FlowText(setup, flow);
    std::fputs(text.c_str(), stdout);
  }
}

absl::Status Gradients(const GradientsOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      NetworkFile file,
      ReadNetworkFile(options.model.file, options.model.settings()));
  ModelOptions model = options.model;
  if (file.training.has_value()) UsePrecisionOf(*file.training, &model);
  SYNFIRE_ASSIGN_OR_RETURN(CompileOptions compile, ApplyModelOptions(model));
  SetSteps(options, &file);
  uint64_t seed = file.training.has_value() ? file.training->seed : 0;
  seed = options.model.seed.value_or(seed);
  SYNFIRE_ASSIGN_OR_RETURN(
      PassInput input,
      PassInput::Open(options.input, file, seed, options.model.dtype()));
  SYNFIRE_ASSIGN_OR_RETURN(const CallText loss, ChooseLoss(options.loss, file));

  compile.import.batch = input.batch();
  compile.import.training = options.mode == "train";
  compile.objective.loss = loss.call;
  SYNFIRE_ASSIGN_OR_RETURN(const ImportedModel imported,
                           ImportModel(file.model, AllOps(), compile.import));
  const bool layers = options.layers || imported.blocks.empty();
  compile.objective.gradients_of = FlowValues(imported, layers);
  VariableStore variables;
  const absl::StatusOr<Network> network =
      CompileNetwork(file.model, AllOps(), compile, seed, &variables);
  if (!network.ok()) return file.Locate(network.status());
  Executable* executable = network->executable.get();
  ExplainIfAsked(options.model, executable->graph(), executable->kernels());
  LoadedWeights weights;
  if (!options.weights.path.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(
        weights, LoadWeightsAloud(options.weights, *network, &variables));
  }
  SYNFIRE_RETURN_IF_ERROR(input.Feed(executable));
  FeedCount("seed", static_cast<int64_t>(seed), executable);
  FeedCount("step", 0, executable);
  SYNFIRE_RETURN_IF_ERROR(executable->Run());
  Print(options, SetupOf(options, file, loss, input, seed),
        InNamesOf(weights, CollectFlow(*network, layers, options.limits)));
  return absl::OkStatus();
}

void AddInputOptions(CLI::App* app, GradientsOptions* options) {
  AddWeightsOptions(app, "--weights", "(default: as initialised) ",
                    &options->weights);
  app->add_option("--input", options->input.input,
                  "Tensors `input` ([N,C,H,W] or [N,F], with T before N for a "
                  "temporal input) and `labels` [N] (default: noise)")
      ->type_name("SAFETENSORS");
  app->add_option("--data", options->input.data,
                  "Use the first batch of the training file's data")
      ->type_name("")
      ->check(OneOf({"train", "test"}));
  app->add_option("--batch", options->input.batch,
                  absl::StrCat("Samples (default: the training file's for "
                               "--data, ",
                               kNoiseBatch, " for noise)"))
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 20).description(""));
  app->add_option("--mode", options->mode,
                  "train: statistics of the batch, and dropout; eval: running "
                  "statistics")
      ->type_name("")
      ->check(OneOf({"train", "eval"}))
      ->capture_default_str();
  AddLossOption(app, &options->loss);
}

void AddReportOptions(CLI::App* app, GradientsOptions* options) {
  app->add_flag("--layers", options->layers, "Report each layer as well");
  app->add_option("--vanishing", options->limits.vanishing,
                  "Warn where a gradient is 0, or at most so much of the last "
                  "block's")
      ->type_name("SHARE")
      ->check(CLI::NonNegativeNumber.description(""))
      ->capture_default_str();
  app->add_option("--exploding", options->limits.exploding,
                  "Warn where a gradient is above so many times the last "
                  "block's")
      ->type_name("TIMES")
      ->check(CLI::PositiveNumber.description(""))
      ->capture_default_str();
  CLI::Option* json = app->add_flag("--json", options->json, "Print JSON");
  app->add_flag("--csv", options->csv, "Print CSV")->excludes(json);
}

}  // namespace

void AddGradientsCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<GradientsOptions>();
  CLI::App* gradients = app->add_subcommand(
      "gradients",
      "Run one backward pass and report, block by block, how much of the "
      "loss's gradient arrives, and which neurons are silent");
  AddFileOptions(gradients, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  AddInputOptions(gradients, options.get());
  AddReportOptions(gradients, options.get());
  AddCompileOptions(gradients, &options->model);
  AddPrecisionOption(gradients, &options->model);
  AddSeedOption(gradients, &options->model);
  AddDeviceOptions(gradients, &options->model);
  gradients->footer(kFooter);
  gradients->callback([=] { *command = [=] { return Gradients(*options); }; });
}

}  // namespace synfire
