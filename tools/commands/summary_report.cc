#include "tools/commands/summary_report.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/commands/amounts.h"
#include "tools/commands/json_output.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

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

void PrintUsage(const MemoryFacts& memory) {
  const MemoryUsage& usage = memory.usage;
  const auto line = [](const char* what, int64_t bytes) {
    std::printf("  %-24s %s\n", what, BytesText(bytes).c_str());
  };
  line("parameters", usage.parameters);
  line("optimizer, statistics", usage.states);
  std::printf("  fullest at %s:\n", usage.moment.c_str());
  line("  kept for backward", usage.kept);
  line("  gradients", usage.gradients);
  line("  values passing by", usage.passing);
  line("  inputs", usage.inputs);
  line("  scratch", usage.scratch);
  line("  lost between them", memory.arena - memory.lower_bound);
}

Json ToJson(const MemoryUsage& usage) {
  Json json;
  json["parameters"] = usage.parameters;
  json["states"] = usage.states;
  json["moment"] = usage.moment;
  json["kept"] = usage.kept;
  json["gradients"] = usage.gradients;
  json["passing"] = usage.passing;
  json["inputs"] = usage.inputs;
  json["scratch"] = usage.scratch;
  return json;
}

Json ToJson(const MemoryFacts& memory) {
  Json json;
  json["usage"] = ToJson(memory.usage);
  json["recomputed"] = memory.recomputed;
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

void PrintBounds(const char* what, const std::vector<OpBound>& bounds) {
  using Align = Table::Align;
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
               Align::kRight, Align::kRight});
  table.Add({"op", "nodes", "GFLOP", "MB", "ms", "waits for memory %"});
  std::vector<OpBound> rows = bounds;
  rows.push_back(Total(bounds));
  for (const OpBound& row : rows) {
    table.Add(
        {row.op, Grouped(row.nodes),
         absl::StrFormat("%.3f", row.work.flops * 1e-9),
         absl::StrFormat("%.2f", row.work.bytes() * 1e-6),
         absl::StrFormat("%.4f", row.seconds * 1e3),
         absl::StrFormat("%.0f", row.seconds > 0
                                     ? 100 * row.memory_seconds / row.seconds
                                     : 0)});
  }
  std::printf("\n%s, at least:\n%s", what, table.ToText().c_str());
}

Json ToJson(const std::vector<OpBound>& bounds) {
  Json json = Json::array();
  for (const OpBound& bound : bounds) {
    Json one;
    one["op"] = bound.op;
    one["nodes"] = bound.nodes;
    one["flops"] = bound.work.flops;
    one["read_bytes"] = bound.work.read;
    one["written_bytes"] = bound.work.written;
    one["seconds"] = bound.seconds;
    one["memory_seconds"] = bound.memory_seconds;
    json.push_back(one);
  }
  return json;
}

}  // namespace

void PrintBounds(const NetworkFacts& facts, const MachinePeak& machine) {
  std::printf(
      "\nOn a machine of %.4g TFLOP/s and %.4g GB/s, each argument moved "
      "once:\n",
      machine.flops_per_second * 1e-12, machine.memory().read * 1e-9);
  PrintBounds("inference", facts.inference_bounds);
  if (facts.training.has_value()) {
    PrintBounds("training step", facts.training_bounds);
  }
}

void PrintAsText(const NetworkFacts& facts, const TrainingStep& step,
                 bool memory) {
  using Align = Table::Align;
  Table table(
      {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  table.Add({"layer", "output", "parameters", "FLOPs", "op"});
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
  if (memory) PrintUsage(facts.inference);
  if (facts.training.has_value()) {
    PrintMemory("memory, training step", *facts.training);
    if (memory) PrintUsage(*facts.training);
    if (step.memory_limit.has_value()) {
      std::printf(
          "within %-19s %d convolutions computed twice; at most %d "
          "images a batch\n",
          BytesText(*step.memory_limit).c_str(), facts.training->recomputed,
          step.largest_batch);
    }
    std::printf("the training step          %s, %s (%s)\n", step.loss.c_str(),
                step.optimizer.c_str(), step.origin.c_str());
  } else {
    std::printf(
        "the training step          none: the network does not end in static "
        "logits [N,K]\n");
  }
}

void PrintAsJson(const NetworkFacts& facts, const TrainingStep& step) {
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
  const bool trains = facts.training.has_value();
  if (facts.inference_bounds.empty()) {
    json["bounds"] = Json();
  } else {
    json["bounds"]["inference"] = ToJson(facts.inference_bounds);
    json["bounds"]["training_step"] =
        trains ? ToJson(facts.training_bounds) : Json();
  }
  json["memory"]["limit"] =
      step.memory_limit ? Json(*step.memory_limit) : Json();
  json["memory"]["largest_batch"] =
      step.memory_limit ? Json(step.largest_batch) : Json();
  json["loss"] = trains ? Json(step.loss) : Json();
  json["optimizer"] = trains ? Json(step.optimizer) : Json();
  json["layers"] = Json::array();
  for (const LayerFacts& layer : facts.layers) {
    json["layers"].push_back(ToJson(layer));
  }
  PrintJson(json);
}

}  // namespace synfire
