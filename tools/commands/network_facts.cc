#include "tools/commands/network_facts.h"

#include <map>
#include <utility>

namespace synfire {
namespace {

// Finds the layer that a node or a variable belongs to: the one whose path is
// the name, or the longest beginning of it that ends before a dot.
class LayerIndex {
 public:
  explicit LayerIndex(std::vector<LayerFacts>* layers) {
    for (LayerFacts& layer : *layers) by_path_[layer.path] = &layer;
  }

  LayerFacts* Find(absl::string_view name) const {
    while (true) {
      const auto it = by_path_.find(name);
      if (it != by_path_.end()) return it->second;
      const size_t dot = name.rfind('.');
      if (dot == absl::string_view::npos) return nullptr;
      name = name.substr(0, dot);
    }
  }

 private:
  std::map<std::string, LayerFacts*, std::less<>> by_path_;
};

// From the graph as imported, whose nodes bear the names of their layers.
std::vector<LayerFacts> FactsOfLayers(const ImportedModel& imported) {
  std::vector<LayerFacts> layers;
  for (const ImportedLayer& layer : imported.layers) {
    layers.push_back({layer.path, layer.op, layer.type});
  }
  const LayerIndex index(&layers);
  const Graph& graph = imported.graph;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kParameter) continue;
    LayerFacts* layer = index.Find(value.name);
    if (layer != nullptr) layer->parameters += value.type.shape.size();
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    LayerFacts* layer = index.Find(graph.node(id).name);
    if (layer == nullptr) continue;
    layer->flops = AddFlops(layer->flops, FlopsOf(graph, graph.node(id)));
  }
  return layers;
}

MemoryFacts FactsOfMemory(const PlannedNetwork& network) {
  MemoryFacts facts;
  facts.variables = network.plan.variable_bytes;
  facts.arena = network.plan.arena_bytes;
  facts.lower_bound = network.plan.lower_bound;
  facts.usage = UsageOf(network.compiled.graph, network.plan);
  facts.recomputed = static_cast<int>(network.compiled.recomputed.size());
  return facts;
}

}  // namespace

double MemoryFacts::ratio() const {
  return lower_bound == 0 ? 1.0 : static_cast<double>(arena) / lower_bound;
}

absl::StatusOr<NetworkFacts> GatherFacts(const ModelText& model,
                                         const Catalog& catalog,
                                         const CompileOptions& compile,
                                         const MachinePeak* machine) {
  CompileOptions forward = compile;
  forward.import.training = false;
  forward.objective = {};
  SYNFIRE_ASSIGN_OR_RETURN(const ImportedModel imported,
                           ImportModel(model, catalog, forward.import));
  SYNFIRE_ASSIGN_OR_RETURN(const PlannedNetwork inference,
                           PlanNetwork(model, catalog, forward));
  NetworkFacts facts;
  facts.name = model.name;
  facts.steps = model.steps;
  facts.batch = compile.import.batch;
  facts.layers = FactsOfLayers(imported);
  facts.parameters = inference.Elements(Role::kParameter);
  facts.statistics = inference.Elements(Role::kState);
  for (const NeuronLayer& layer : imported.neurons) {
    facts.spiking_neurons_per_step +=
        layer.neuron_steps / (facts.steps * facts.batch);
  }
  facts.forward_flops = inference.Flops();
  facts.inference = FactsOfMemory(inference);
  if (machine) facts.inference_bounds = BoundsOf(inference, *machine);
  facts.explanation = Explain(inference.compiled.graph, inference.kernels);
  if (!TakesLoss(inference.compiled.graph)) return facts;

  CompileOptions step = compile;
  step.import.training = true;
  SYNFIRE_ASSIGN_OR_RETURN(const PlannedNetwork training,
                           PlanNetwork(model, catalog, step));
  facts.training_flops = training.Flops();
  facts.training = FactsOfMemory(training);
  if (machine) facts.training_bounds = BoundsOf(training, *machine);
  facts.explanation = Explain(training.compiled.graph, training.kernels);
  return facts;
}

}  // namespace synfire
