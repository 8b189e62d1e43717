// From a model's text to something that runs: import, passes, kernels, memory.
#ifndef SYNFIRE_GRAPH_COMPILE_H_
#define SYNFIRE_GRAPH_COMPILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/device.h"
#include "core/status.h"
#include "graph/exec/executable.h"
#include "graph/exec/variables.h"
#include "graph/import/import.h"
#include "graph/import/model_text.h"
#include "graph/op/layer.h"
#include "graph/passes/pipeline.h"
#include "graph/plan/kernels.h"

namespace synfire {

struct CompileOptions {
  ImportOptions import;
  Objective objective;
  UnrollMode unroll = UnrollMode::kFeedback;
  PipelineOptions passes;
  KernelPolicy kernels = KernelPolicy::kFastest;
  Device* device = nullptr;  // that runs it, and outlives it; null: the host
  bool wait_for_each_node = false;  // Placement
  // Bytes that variables and arena may take together, and on a device the
  // inputs on their way.  Where a training step needs more, as few convolutions
  // as will do are made again in the backward pass (graph/passes/recompute.h).
  std::optional<int64_t> memory_limit = {};
};

// KernelCandidate::device of the device that it is compiled for.
std::string DeviceKind(const CompileOptions& options);

struct Network {
  std::unique_ptr<Executable> executable;
  std::vector<NeuronLayer> neurons;
  std::vector<ImportedLayer> layers;
  std::vector<ImportedBlock> blocks;

  // Spikes a neuron and time step, over all neuron layers, in the last run; 0
  // where there are none.
  double FiringRate() const;
};

// Import and passes alone: the graph that would run.
struct CompiledGraph {
  Graph graph;
  std::vector<std::string> recomputed;  // names of nodes
  std::vector<NeuronLayer> neurons;
  std::vector<ImportedLayer> layers;
  std::vector<ImportedBlock> blocks;
};
// An error of the kind kResourceExhausted where it does not fit memory_limit.
absl::StatusOr<CompiledGraph> CompileGraph(const ModelText& model,
                                           const Catalog& catalog,
                                           const CompileOptions& options);

// The variables that `variables` lacks are added and initialised from `seed`;
// those that it has are shared.  Of the kind kResourceExhausted where it does
// not fit the memory of the device: what is needed, what is free, and the
// largest batch that fits.
absl::StatusOr<Network> CompileNetwork(const ModelText& model,
                                       const Catalog& catalog,
                                       const CompileOptions& options,
                                       uint64_t seed, VariableStore* variables);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_COMPILE_H_
