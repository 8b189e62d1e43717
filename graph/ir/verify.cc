#include "graph/ir/verify.h"

#include <set>

namespace synfire {
namespace {

template <typename... Parts>
absl::Status Broken(const Parts&... parts) {
  return absl::InternalError(absl::StrCat(parts...));
}

bool IsLateInput(const Node& node) { return node.op->name() == "delay"; }

absl::Status VerifyInputs(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  for (ValueId input : node.inputs) {
    if (input == kNone) {
      if (IsLateInput(node)) return Broken("delay '", node.name, "' is open");
      continue;
    }
    if (input < 0 || input >= graph.num_values()) {
      return Broken("node '", node.name, "' reads a value that is not there");
    }
    if (graph.value(input).producer >= id && !IsLateInput(node)) {
      return Broken("node '", node.name, "' reads '", graph.value(input).name,
                    "', which is made later");
    }
  }
  return absl::OkStatus();
}

absl::Status VerifyTypes(const Graph& graph, const Node& node) {
  std::vector<const Type*> inputs;
  for (ValueId input : node.inputs) {
    inputs.push_back(input == kNone ? nullptr : &graph.type(input));
  }
  absl::StatusOr<std::vector<Type>> types =
      node.op->Infer(node.attrs, graph.steps(), inputs);
  if (!types.ok()) {
    return Broken("node '", node.name, "': ", types.status().message());
  }
  if (types->size() != node.outputs.size()) {
    return Broken("node '", node.name, "' has ", node.outputs.size(),
                  " outputs, its op ", types->size());
  }
  for (size_t i = 0; i < types->size(); ++i) {
    const Value& value = graph.value(node.outputs[i]);
    if (value.type != (*types)[i]) {
      return Broken("value '", value.name, "' is ", value.type.ToString(),
                    ", its op infers ", (*types)[i].ToString());
    }
  }
  return absl::OkStatus();
}

absl::Status VerifyNames(const Graph& graph) {
  std::set<std::string> names;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.name.empty()) return Broken("value ", id, " has no name");
    if (!names.insert(value.name).second) {
      return Broken("two values are called '", value.name, "'");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Verify(const Graph& graph) {
  SYNFIRE_RETURN_IF_ERROR(VerifyNames(graph));
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    SYNFIRE_RETURN_IF_ERROR(VerifyInputs(graph, id));
    SYNFIRE_RETURN_IF_ERROR(VerifyTypes(graph, graph.node(id)));
    for (ValueId output : graph.node(id).outputs) {
      if (graph.value(output).producer != id) {
        return Broken("value '", graph.value(output).name,
                      "' does not know its producer");
      }
    }
  }
  for (const Update& update : graph.updates()) {
    if (graph.type(update.variable) != graph.type(update.value)) {
      return Broken("the update of '", graph.value(update.variable).name,
                    "' has another type");
    }
  }
  return absl::OkStatus();
}

}  // namespace synfire
