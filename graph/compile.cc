#include "graph/compile.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "graph/exec/transfers.h"
#include "graph/largest_batch.h"
#include "graph/passes/recompute.h"
#include "graph/plan/plan.h"

namespace synfire {

double Network::FiringRate() const {
  int64_t spikes = 0, neuron_steps = 0;
  for (const NeuronLayer& layer : neurons) {
    spikes += executable->Count(absl::StrCat("spikes:", layer.path));
    neuron_steps += layer.neuron_steps;
  }
  return neuron_steps == 0 ? 0.0 : static_cast<double>(spikes) / neuron_steps;
}

namespace {

absl::StatusOr<CompiledGraph> CompileWith(
    const ModelText& model, const Catalog& catalog,
    const CompileOptions& options, const std::vector<std::string>& recompute) {
  SYNFIRE_ASSIGN_OR_RETURN(ImportedModel imported,
                           ImportModel(model, catalog, options.import));
  PassContext context;
  context.catalog = &catalog;
  context.objective = options.objective;
  context.unroll = options.unroll;
  context.recompute = recompute;
  context.updates_together = options.device != nullptr;
  SYNFIRE_RETURN_IF_ERROR(
      RunPipeline(&imported.graph, context, options.passes));
  return CompiledGraph{std::move(imported.graph), recompute,
                       std::move(imported.neurons), std::move(imported.layers),
                       std::move(imported.blocks)};
}

absl::StatusOr<int64_t> PlannedBytes(const Graph& graph,
                                     const CompileOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<KernelChoice> kernels,
      ChooseKernels(graph, options.kernels, DeviceKind(options)));
  SYNFIRE_ASSIGN_OR_RETURN(const MemoryPlan plan, PlanMemory(graph, kernels));
  const int64_t staging = options.device == nullptr
                              ? 0
                              : Transfers::StagingBytes(InputBytes(graph));
  return plan.arena_bytes + plan.variable_bytes + staging;
}

std::string Mebibytes(int64_t bytes) {
  if (bytes < 1 << 20) return absl::StrCat(bytes, " bytes");
  return absl::StrFormat("%.1f MiB", static_cast<double>(bytes) / (1 << 20));
}

// Of a plan whose variables lie on the device as far as they can already: what
// it may take in all.
absl::StatusOr<int64_t> RoomFor(const Graph& graph,
                                const VariableStore& variables,
                                Device* device) {
  int64_t of_variables = 0;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kParameter && value.role != Role::kState) continue;
    of_variables += BytesOf(value.type, /*steps=*/1, Form::kPlain);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const DeviceMemoryAmounts memory, device->Memory());
  return memory.free_bytes + of_variables - variables.BytesNotOnDevice();
}

// Adds to an error that a step does not fit its device what would.
absl::Status WithWhatFits(const absl::Status& status, const ModelText& model,
                          const Catalog& catalog, CompileOptions options,
                          int64_t room) {
  if (!absl::IsResourceExhausted(status)) return status;
  options.memory_limit = room;
  const absl::StatusOr<int> batch = LargestBatch(model, catalog, options);
  // What goes wrong here is not what is to be told.
  if (!batch.ok()) return status;
  return absl::ResourceExhaustedError(absl::StrCat(
      status.message(),
      *batch == 0 ? "; not even a batch of 1 would fit"
                  : absl::StrCat("; a batch of ", *batch,
                                 " would fit with --memory-limit ", room)));
}

}  // namespace

std::string DeviceKind(const CompileOptions& options) {
  return options.device == nullptr ? kCpu : options.device->kind();
}

absl::StatusOr<CompiledGraph> CompileGraph(const ModelText& model,
                                           const Catalog& catalog,
                                           const CompileOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(CompiledGraph all_kept,
                           CompileWith(model, catalog, options, {}));
  if (!options.memory_limit.has_value()) return all_kept;
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t most,
                           PlannedBytes(all_kept.graph, options));
  if (most <= *options.memory_limit) return all_kept;
  // The least number of recomputed nodes that fits; `fitting` is set where
  // `last` of them do.
  const std::vector<Recomputable> found = FindRecomputable(all_kept.graph);
  size_t first = 0, last = found.size();
  std::optional<CompiledGraph> fitting;
  int64_t least = most;
  for (size_t count = last; first < last; count = (first + last) / 2) {
    std::vector<std::string> names;
    for (size_t i = 0; i < count; ++i) names.push_back(found[i].node);
    SYNFIRE_ASSIGN_OR_RETURN(CompiledGraph compiled,
                             CompileWith(model, catalog, options, names));
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t bytes,
                             PlannedBytes(compiled.graph, options));
    least = std::min(least, bytes);
    if (bytes <= *options.memory_limit) {
      fitting = std::move(compiled);
      last = count;
    } else if (count == found.size()) {
      break;  // nor do fewer
    } else {
      first = count + 1;
    }
  }
  if (fitting.has_value()) return *std::move(fitting);
  return absl::ResourceExhaustedError(absl::StrCat(
      "a step of '", model.name, "' with batch ", options.import.batch,
      " needs ", Mebibytes(most),
      found.empty() ? ""
                    : absl::StrCat(", or ", Mebibytes(least), " with all ",
                                   found.size(), " convolutions recomputed"),
      "; the memory limit is ", Mebibytes(*options.memory_limit),
      ": lower the batch"));
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
  int64_t room = 0;
  if (options.device != nullptr) {
    SYNFIRE_ASSIGN_OR_RETURN(
        room, RoomFor(compiled.graph, *variables, options.device));
  }
  absl::StatusOr<std::unique_ptr<Executable>> bound =
      Executable::Bind(std::move(compiled.graph), options.kernels, variables,
                       {options.device, options.wait_for_each_node});
  if (!bound.ok() && options.device != nullptr) {
    return WithWhatFits(bound.status(), model, catalog, options, room);
  }
  SYNFIRE_RETURN_IF_ERROR(bound.status());
  network.executable = *std::move(bound);
  return network;
}

}  // namespace synfire
