#include "tools/commands/planned_network.h"

#include <limits>
#include <string>
#include <utility>

#include "core/spec/nearest_name.h"

namespace synfire {
namespace {

absl::Status CheckInitialiser(const std::string& text, const Catalog& catalog) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  const auto init = catalog.inits.find(call.name);
  if (init == catalog.inits.end()) {
    std::vector<std::string> names;
    for (const auto& entry : catalog.inits) names.push_back(entry.first);
    return UserError("'", call.name, "' is no initialiser",
                     Suggestion(call.name, names));
  }
  return init->second.schema.Bind(call, {}).status();
}

absl::Status CheckInitialisers(const Graph& graph, const Catalog& catalog) {
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kParameter && value.role != Role::kState) continue;
    SYNFIRE_RETURN_IF_ERROR(
        Annotate(CheckInitialiser(value.init, catalog),
                 absl::StrCat("variable '", value.name, "': ")));
  }
  return absl::OkStatus();
}

}  // namespace

int64_t PlannedNetwork::Elements(Role role) const {
  int64_t elements = 0;
  for (ValueId id = 0; id < compiled.graph.num_values(); ++id) {
    const Value& value = compiled.graph.value(id);
    if (value.role == role) elements += value.type.shape.size();
  }
  return elements;
}

int64_t PlannedNetwork::Flops() const {
  int64_t flops = 0;
  for (NodeId id = 0; id < compiled.graph.num_nodes(); ++id) {
    flops = AddFlops(flops, FlopsOf(compiled.graph, compiled.graph.node(id)));
  }
  return flops;
}

int64_t FlopsOf(const Graph& graph, const Node& node) {
  return node.op->FlopsOf(ProblemOf(graph, node));
}

int64_t AddFlops(int64_t a, int64_t b) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  return a > kMost - b ? kMost : a + b;
}

absl::StatusOr<PlannedNetwork> PlanNetwork(const ModelText& model,
                                           const Catalog& catalog,
                                           const CompileOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(CompiledGraph compiled,
                           CompileGraph(model, catalog, options));
  SYNFIRE_RETURN_IF_ERROR(CheckInitialisers(compiled.graph, catalog));
  SYNFIRE_ASSIGN_OR_RETURN(
      std::vector<KernelChoice> kernels,
      ChooseKernels(compiled.graph, options.kernels, DeviceKind(options)));
  SYNFIRE_ASSIGN_OR_RETURN(MemoryPlan plan,
                           PlanMemory(compiled.graph, kernels));
  return PlannedNetwork{std::move(compiled), std::move(kernels),
                        std::move(plan)};
}

bool TakesLoss(const Graph& graph) {
  const Type& type = graph.type(graph.FindOutput("logits"));
  return type.shape.rank() == 2 && !type.temporal();
}

}  // namespace synfire
