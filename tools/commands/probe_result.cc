#include "tools/commands/probe_result.h"

#include <algorithm>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

constexpr char kGradient[] = "gradient:";

std::string NumberText(double number) {
  return absl::StrFormat("%.6g", number);
}

// At most this many samples and numbers of one are shown; --out has them all.
constexpr int64_t kShownRows = 16, kShownColumns = 16;

void PrintLogits(const Tensor& logits) {
  std::printf("logits %s\n", logits.shape.ToString().c_str());
  if (logits.shape.rank() != 2) return;
  const int64_t rows = std::min(logits.shape[0], kShownRows);
  const int64_t columns = std::min(logits.shape[1], kShownColumns);
  Table table(std::vector<Table::Align>(columns + 1, Table::Align::kRight));
  for (int64_t n = 0; n < rows; ++n) {
    std::vector<std::string> row = {absl::StrCat("  ", n, ":")};
    for (int64_t k = 0; k < columns; ++k) {
      row.push_back(NumberText(logits.elements[n * logits.shape[1] + k]));
    }
    table.Add(std::move(row));
  }
  std::fputs(table.ToText().c_str(), stdout);
  if (rows < logits.shape[0] || columns < logits.shape[1]) {
    std::printf("  (the rest: --json or --out)\n");
  }
}

void PrintRunning(const NamedTensors& running) {
  using Align = Table::Align;
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
  table.Add({"running", "mean", "min", "max"});
  for (const auto& [name, tensor] : running) {
    double sum = 0;
    for (double element : tensor.elements) sum += element;
    const auto [min, max] =
        std::minmax_element(tensor.elements.begin(), tensor.elements.end());
    table.Add({name, NumberText(sum / tensor.elements.size()), NumberText(*min),
               NumberText(*max)});
  }
  std::fputs(table.ToText().c_str(), stdout);
}

}  // namespace

ProbeResult Collect(const Network& network, const VariableStore& variables) {
  const Executable& executable = *network.executable;
  ProbeResult result;
  result.logits = OutputTensor(executable, "logits");
  if (executable.output("loss") != nullptr) {
    result.loss = OutputTensor(executable, "loss");
  }
  for (const NamedOutput& output : executable.graph().outputs()) {
    if (!absl::StartsWith(output.name, kGradient)) continue;
    result.gradients.emplace_back(output.name.substr(sizeof(kGradient) - 1),
                                  OutputTensor(executable, output.name));
  }
  for (const Variable* variable : variables.all()) {
    if (variable->role != Role::kState) continue;
    result.running.emplace_back(variable->name, VariableTensor(*variable));
  }
  for (const NeuronLayer& layer : network.neurons) {
    const int64_t spikes =
        executable.Count(absl::StrCat("spikes:", layer.path));
    result.firing_rates.emplace_back(
        layer.path, static_cast<double>(spikes) / layer.neuron_steps);
  }
  return result;
}

ProbeResult InNamesOf(const LoadedWeights& weights, ProbeResult result) {
  for (auto& gradient : result.gradients) {
    gradient.first = weights.VariableName(gradient.first);
  }
  for (auto& running : result.running) {
    running.first = weights.VariableName(running.first);
  }
  for (auto& rate : result.firing_rates) {
    rate.first = weights.LayerName(rate.first);
  }
  return result;
}

Json ToJson(const ProbeResult& result) {
  Json json;
  json["logits"] = ToJson(result.logits);
  json["loss"] = result.loss ? ToJson(*result.loss) : Json();
  json["gradient_norms"] = Json::object();
  for (const auto& [name, gradient] : result.gradients) {
    json["gradient_norms"][name] = NormOf(gradient);
  }
  json["firing_rates"] = Json::object();
  for (const auto& [path, rate] : result.firing_rates) {
    json["firing_rates"][path] = rate;
  }
  json["running"] = Json::object();
  for (const auto& [name, tensor] : result.running) {
    json["running"][name] = ToJson(tensor);
  }
  return json;
}

void PrintText(const ProbeResult& result) {
  PrintLogits(result.logits);
  if (result.loss.has_value()) {
    std::printf("loss %s\n",
                absl::StrFormat("%.9g", result.loss->elements[0]).c_str());
  }
  Table numbers({Table::Align::kLeft, Table::Align::kRight});
  if (!result.gradients.empty()) {
    numbers.Add({"gradient of", "L2 norm"});
    for (const auto& [name, gradient] : result.gradients) {
      numbers.Add({name, NumberText(NormOf(gradient))});
    }
  }
  if (!result.firing_rates.empty()) {
    numbers.Add({"neurons", "firing rate"});
    for (const auto& [path, rate] : result.firing_rates) {
      numbers.Add({path, NumberText(rate)});
    }
  }
  std::fputs(numbers.ToText().c_str(), stdout);
  if (!result.running.empty()) PrintRunning(result.running);
}

absl::Status WriteProbe(const std::string& path, const ProbeResult& result) {
  NamedTensors tensors = {{"logits", result.logits}};
  if (result.loss.has_value()) tensors.emplace_back("loss", *result.loss);
  for (const auto& [name, gradient] : result.gradients) {
    tensors.emplace_back(absl::StrCat(kGradient, name), gradient);
  }
  for (const auto& [name, tensor] : result.running) {
    tensors.emplace_back(absl::StrCat("running:", name), tensor);
  }
  for (const auto& [layer, rate] : result.firing_rates) {
    tensors.emplace_back(absl::StrCat("firing_rate:", layer),
                         Tensor{DType::kF64, {}, {rate}});
  }
  return WriteTensors(path, tensors);
}

}  // namespace synfire
