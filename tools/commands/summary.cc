#include "tools/commands/summary.h"

#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "ops/all_ops.h"
#include "tools/commands/amounts.h"
#include "tools/commands/json_output.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_facts.h"
#include "tools/commands/network_file.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

// What a bare model is trained with here; files say it themselves.
constexpr char kLoss[] = "cross_entropy";
constexpr char kOptimizer[] = "sgd(lr = 0.1, momentum = 0.9)";

struct SummaryOptions {
  ModelOptions model;
  std::optional<int> batch;
  std::string loss, optimizer;
  bool json = false;
};

// The training step whose cost is told, and where it comes from.
struct TrainingStep {
  std::string loss, optimizer, origin;
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

// "[1,28,28,16]", or "4 x [1,28,28,16]" where there is one a time step.
std::string ShapeText(const Type& type, int64_t steps) {
  return absl::StrCat(type.temporal() ? absl::StrCat(steps, " x ") : "",
                      type.shape.ToString());
}

void PrintMemory(const char* what, const MemoryFacts& memory) {
  std::printf(
      "%-26s %s: variables %s, arena %s (%.3f of the lower bound, %s)\n", what,
      BytesText(memory.variables + memory.arena).c_str(),
      BytesText(memory.variables).c_str(), BytesText(memory.arena).c_str(),
      memory.ratio(), BytesText(memory.lower_bound).c_str());
}

void PrintText(const NetworkFacts& facts, const TrainingStep& step) {
  using Align = Table::Align;
  Table table(
      {Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kRight});
  table.Add({"layer", "output", "op", "parameters", "FLOPs"});
  for (const LayerFacts& layer : facts.layers) {
    table.Add({layer.path, ShapeText(layer.type, facts.steps),
               Grouped(layer.parameters), Grouped(layer.flops), layer.op});
  }
  std::printf("%s: %s time steps, batch %s\n\n%s\n", facts.name.c_str(),
              Grouped(facts.steps).c_str(), Grouped(facts.batch).c_str(),
              table.ToText().c_str());
  std::printf("parameters                 %s, all trained; %s statistics\n",
              Grouped(facts.parameters).c_str(),
              Grouped(facts.statistics).c_str());
  std::printf("spiking neurons            %s an image and time step\n",
              Grouped(facts.spiking_neurons_per_step).c_str());
  std::printf("FLOPs, forward             %s (%s an image)\n",
              Grouped(facts.forward_flops).c_str(),
              Grouped(facts.forward_flops / facts.batch).c_str());
  if (facts.training_flops.has_value()) {
    std::printf("FLOPs, training step       %s\n",
                Grouped(*facts.training_flops).c_str());
  }
  PrintMemory("memory, inference", facts.inference);
  if (facts.training.has_value()) {
    PrintMemory("memory, training step", *facts.training);
    std::printf("the training step          %s, %s (%s)\n", step.loss.c_str(),
                step.optimizer.c_str(), step.origin.c_str());
  } else {
    std::printf(
        "the training step          none: the network does not end in static "
        "logits [N,K]\n");
  }
}

Json ToJson(const MemoryFacts& memory) {
  Json json;
  json["variables"] = memory.variables;
  json["arena"] = memory.arena;
  json["lower_bound"] = memory.lower_bound;
  json["ratio"] = memory.ratio();
  return json;
}

Json ToJson(const LayerFacts& layer) {
  Json json;
  json["path"] = layer.path;
  json["op"] = layer.op;
  json["dtype"] = std::string(Name(layer.type.dtype));
  json["shape"] = layer.type.shape.dims();
  json["temporal"] = layer.type.temporal();
  json["parameters"] = layer.parameters;
  json["flops"] = layer.flops;
  return json;
}

Json ToJson(const NetworkFacts& facts, const TrainingStep& step) {
  Json json;
  json["name"] = facts.name;
  json["steps"] = facts.steps;
  json["batch"] = facts.batch;
  json["parameters"] = facts.parameters;
  json["trainable_parameters"] = facts.parameters;
  json["statistics"] = facts.statistics;
  json["spiking_neurons_per_step"] = facts.spiking_neurons_per_step;
  json["flops"]["forward"] = facts.forward_flops;
  json["flops"]["training_step"] =
      facts.training_flops ? Json(*facts.training_flops) : Json();
  json["memory"]["inference"] = ToJson(facts.inference);
  json["memory"]["training_step"] =
      facts.training ? ToJson(*facts.training) : Json();
  if (facts.training.has_value()) {
    json["loss"] = step.loss;
    json["optimizer"] = step.optimizer;
  }
  json["layers"] = Json::array();
  for (const LayerFacts& layer : facts.layers) {
    json["layers"].push_back(ToJson(layer));
  }
  return json;
}

absl::Status Summary(const SummaryOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(CompileOptions compile,
                           ApplyModelOptions(options.model));
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(options.model.file, options.model.settings()));
  TrainingStep step;
  SYNFIRE_RETURN_IF_ERROR(SetTrainingStep(options, file, &step, &compile));
  SYNFIRE_ASSIGN_OR_RETURN(const NetworkFacts facts,
                           GatherFacts(file.model, AllOps(), compile));
  if (options.model.explain) std::fputs(facts.explanation.c_str(), stderr);
  if (options.json) {
    PrintJson(ToJson(facts, step));
  } else {
    PrintText(facts, step);
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
  summary->add_flag("--json", options->json, "Print JSON");
  AddCompileOptions(summary, &options->model);
  summary->callback([=] { *command = [=] { return Summary(*options); }; });
}

}  // namespace synfire
