#include "tools/commands/gradient_flow.h"

#include <cmath>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "graph/op/real.h"

namespace synfire {
namespace {

std::string OutputName(const std::string& value) {
  return absl::StrCat("gradient:", value);
}

// None where the graph has no such output.
std::optional<double> NormOfOutput(const Executable& executable,
                                   const std::string& name) {
  const void* data = executable.output(name);
  if (data == nullptr) return std::nullopt;
  const Graph& graph = executable.graph();
  const Type& type = graph.type(graph.FindOutput(name));
  double sum = 0;
  VisitReal(type.dtype, [&](auto real) {
    const auto* from = static_cast<const decltype(real)*>(data);
    for (int64_t i = 0; i < type.Elements(graph.steps()); ++i) {
      sum += static_cast<double>(from[i]) * from[i];
    }
  });
  return std::sqrt(sum);
}

// Sets what the neuron layers in `point` did, itself or those below it.
void CountSpikes(const Network& network, FlowPoint* point) {
  const std::string below = point->path + ".";
  int64_t spikes = 0, neuron_steps = 0;
  for (const NeuronLayer& layer : network.neurons) {
    const bool itself = layer.path == point->path;
    if (!itself && !absl::StartsWith(layer.path, below)) continue;
    const std::string name = itself ? "" : layer.path.substr(below.size());
    const int64_t fired =
        network.executable->Count(absl::StrCat("spikes:", layer.path));
    if (fired == 0) point->silent.push_back(name);
    if (fired == layer.neuron_steps) point->saturated.push_back(name);
    spikes += fired;
    neuron_steps += layer.neuron_steps;
  }
  if (neuron_steps == 0) return;
  point->firing_rate = static_cast<double>(spikes) / neuron_steps;
}

template <typename Imported>
std::vector<FlowPoint> Points(const Network& network,
                              const std::vector<Imported>& imported) {
  std::vector<FlowPoint> points;
  for (const Imported& part : imported) {
    FlowPoint point;
    point.path = part.path;
    point.norm = NormOfOutput(*network.executable, OutputName(part.value));
    CountSpikes(network, &point);
    points.push_back(std::move(point));
  }
  return points;
}

const FlowPoint* LastWithNorm(const std::vector<FlowPoint>& points) {
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    if (point->norm.has_value()) return &*point;
  }
  return nullptr;
}

void Judge(double last_norm, const FlowLimits& limits, FlowPoint* point) {
  if (!point->norm.has_value()) {
    point->flow = Flow::kAbsent;
    return;
  }
  const double norm = *point->norm;
  const bool comparable = last_norm > 0 && std::isfinite(last_norm);
  if (comparable) point->relative = norm / last_norm;
  if (!std::isfinite(norm)) {
    point->flow = Flow::kExploded;
  } else if (norm == 0 ||
             (comparable && norm <= limits.vanishing * last_norm)) {
    point->flow = Flow::kVanished;
  } else if (comparable && norm > limits.exploding * last_norm) {
    point->flow = Flow::kExploded;
  }
}

}  // namespace

const char* NameOf(Flow flow) {
  switch (flow) {
    case Flow::kSound:
      return "sound";
    case Flow::kVanished:
      return "vanished";
    case Flow::kExploded:
      return "exploded";
    case Flow::kAbsent:
      return "absent";
  }
  return "";
}

std::vector<std::string> FlowValues(const ImportedModel& model, bool layers) {
  std::vector<std::string> values;
  for (const ImportedBlock& block : model.blocks) values.push_back(block.value);
  if (!layers) return values;
  for (const ImportedLayer& layer : model.layers) values.push_back(layer.value);
  return values;
}

GradientFlow CollectFlow(const Network& network, bool layers,
                         const FlowLimits& limits) {
  GradientFlow flow;
  flow.loss = network.executable->Scalar("loss");
  flow.blocks = Points(network, network.blocks);
  if (layers) flow.layers = Points(network, network.layers);
  const FlowPoint* last = LastWithNorm(flow.blocks);
  if (last == nullptr) last = LastWithNorm(flow.layers);
  if (last != nullptr) flow.last = last->path;
  const double last_norm = last == nullptr ? 0 : *last->norm;
  for (FlowPoint& point : flow.blocks) Judge(last_norm, limits, &point);
  for (FlowPoint& point : flow.layers) Judge(last_norm, limits, &point);
  return flow;
}

GradientFlow InNamesOf(const LoadedWeights& weights, GradientFlow flow) {
  const auto within = [&](const std::string& path, const std::string& block,
                          std::vector<std::string>* neurons) {
    for (std::string& neuron : *neurons) {
      if (neuron.empty()) continue;
      neuron = weights.LayerName(absl::StrCat(path, ".", neuron));
      neuron = std::string(absl::StripPrefix(neuron, block + "."));
    }
  };
  for (FlowPoint& point : flow.blocks) {
    const std::string block = weights.BlockName(point.path);
    within(point.path, block, &point.silent);
    within(point.path, block, &point.saturated);
    if (flow.last == point.path) flow.last = block;
    point.path = block;
  }
  const bool by_layer = flow.blocks.empty();
  for (FlowPoint& point : flow.layers) {
    const std::string layer = weights.LayerName(point.path);
    if (by_layer && flow.last == point.path) flow.last = layer;
    point.path = layer;
  }
  return flow;
}

}  // namespace synfire
