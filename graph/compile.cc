#include "graph/compile.h"

namespace synfire {

double Network::FiringRate() const {
  int64_t spikes = 0, neuron_steps = 0;
  for (const NeuronLayer& layer : neurons) {
    spikes += executable->Count(absl::StrCat("spikes:", layer.path));
    neuron_steps += layer.neuron_steps;
  }
  return neuron_steps == 0 ? 0.0 : static_cast<double>(spikes) / neuron_steps;
}

absl::StatusOr<CompiledGraph> CompileGraph(const ModelText& model,
                                           const Catalog& catalog,
                                           const CompileOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(ImportedModel imported,
                           ImportModel(model, catalog, options.import));
  PassContext context;
  context.catalog = &catalog;
  context.objective = options.objective;
  context.unroll = options.unroll;
  SYNFIRE_RETURN_IF_ERROR(
      RunPipeline(&imported.graph, context, options.passes));
  return CompiledGraph{std::move(imported.graph), std::move(imported.neurons),
                       std::move(imported.layers), std::move(imported.blocks)};
}

absl::StatusOr<Network> CompileNetwork(const ModelText& model,
                                       const Catalog& catalog,
                                       const CompileOptions& options,
                                       uint64_t seed,
                                       VariableStore* variables) {
  SYNFIRE_ASSIGN_OR_RETURN(CompiledGraph compiled,
                           CompileGraph(model, catalog, options));
  SYNFIRE_RETURN_IF_ERROR(variables->AddFrom(compiled.graph, catalog, seed));
  Network network;
  network.neurons = std::move(compiled.neurons);
  network.layers = std::move(compiled.layers);
  network.blocks = std::move(compiled.blocks);
  SYNFIRE_ASSIGN_OR_RETURN(
      network.executable,
      Executable::Bind(std::move(compiled.graph), options.kernels, variables));
  return network;
}

}  // namespace synfire
