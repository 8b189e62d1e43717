#include "graph/passes/rewrite.h"

#include <utility>

namespace synfire {

Rewriter::Rewriter(const Graph& from)
    : from_(from),
      to_(&from.registry(), from.name(), from.steps()),
      map_(from.num_values(), kNone) {}

absl::Status Rewriter::CopySources() {
  for (ValueId id = 0; id < from_.num_values(); ++id) {
    const Value& value = from_.value(id);
    if (value.role == Role::kResult) continue;
    if (value.role == Role::kInput) {
      SYNFIRE_ASSIGN_OR_RETURN(map_[id], to_.AddInput(value.name, value.type));
    } else {
      SYNFIRE_ASSIGN_OR_RETURN(
          map_[id],
          to_.AddVariable(value.role, value.name, value.type, value.init));
    }
  }
  return absl::OkStatus();
}

absl::Status Rewriter::CopyNode(NodeId id) {
  const Node& node = from_.node(id);
  std::vector<ValueId> inputs;
  for (ValueId input : node.inputs) inputs.push_back(Mapped(input));
  return CopyNode(id, std::move(inputs));
}

absl::Status Rewriter::CopyNode(NodeId id, std::vector<ValueId> inputs,
                                absl::string_view op) {
  const Node& node = from_.node(id);
  std::vector<std::string> names;
  for (ValueId output : node.outputs) names.push_back(from_.value(output).name);
  SYNFIRE_ASSIGN_OR_RETURN(
      const NodeId copy,
      to_.AddNode(op.empty() ? node.op->name() : op, node.name,
                  std::move(inputs), node.attrs, names));
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    map_[node.outputs[i]] = to_.node(copy).outputs[i];
  }
  return absl::OkStatus();
}

absl::Status Rewriter::CopyResults() {
  for (const Update& update : from_.updates()) {
    SYNFIRE_RETURN_IF_ERROR(
        to_.AddUpdate(Mapped(update.variable), Mapped(update.value)));
  }
  for (const NamedOutput& output : from_.outputs()) {
    SYNFIRE_RETURN_IF_ERROR(to_.AddOutput(output.name, Mapped(output.value)));
  }
  return absl::OkStatus();
}

}  // namespace synfire
