#include "graph/ir/graph.h"

namespace synfire {

ValueId Graph::NewValue(Value value) {
  const ValueId id = num_values();
  by_name_.emplace(value.name, id);
  values_.push_back(std::move(value));
  return id;
}

absl::StatusOr<ValueId> Graph::AddInput(const std::string& name, Type type) {
  if (FindValue(name) != kNone) {
    return UserError("input '", name, "' is already the name of a value");
  }
  SYNFIRE_RETURN_IF_ERROR(
      Annotate(type.CheckSize(steps_), absl::StrCat(name, ": ")));
  Value value;
  value.name = name;
  value.type = std::move(type);
  value.role = Role::kInput;
  return NewValue(std::move(value));
}

absl::StatusOr<ValueId> Graph::AddVariable(Role role, const std::string& name,
                                           Type type, std::string init) {
  SYNFIRE_CHECK(role == Role::kParameter || role == Role::kState);
  if (FindValue(name) != kNone) {
    return UserError("variable '", name, "' is already the name of a value");
  }
  SYNFIRE_RETURN_IF_ERROR(
      Annotate(type.CheckSize(steps_), absl::StrCat(name, ": ")));
  Value value;
  value.name = name;
  value.type = std::move(type);
  value.role = role;
  value.init = std::move(init);
  return NewValue(std::move(value));
}

absl::StatusOr<NodeId> Graph::AddNode(absl::string_view op,
                                      const std::string& name,
                                      std::vector<ValueId> inputs,
                                      const Attrs& attrs,
                                      std::vector<std::string> output_names) {
  const std::string where = absl::StrCat("layer '", name, "': ");
  Node node;
  node.op = registry_->Find(op);
  if (node.op == nullptr) {
    return UserError(where, "'", op, "' is no op",
                     Suggestion(op, registry_->names()));
  }
  node.name = name;
  absl::StatusOr<Attrs> bound = node.op->schema().Bind(attrs);
  if (!bound.ok()) return Annotate(bound.status(), where);
  node.attrs = *std::move(bound);
  node.inputs = std::move(inputs);
  std::vector<const Type*> input_types;
  for (ValueId id : node.inputs) {
    input_types.push_back(id == kNone ? nullptr : &values_[id].type);
  }
  absl::StatusOr<std::vector<Type>> types =
      node.op->Infer(node.attrs, steps_, input_types);
  if (!types.ok()) return Annotate(types.status(), where);
  const NodeId id = num_nodes();
  for (size_t i = 0; i < types->size(); ++i) {
    Value value;
    value.name = i < output_names.size() ? output_names[i]
                 : i == 0                ? name
                          : absl::StrCat(name, ".", node.op->outputs()[i].name);
    value.name = UniqueName(value.name);
    value.type = (*types)[i];
    value.producer = id;
    value.output_index = static_cast<int>(i);
    node.outputs.push_back(NewValue(std::move(value)));
  }
  nodes_.push_back(std::move(node));
  return id;
}

absl::StatusOr<ValueId> Graph::Emit(absl::string_view op,
                                    const std::string& name,
                                    std::vector<ValueId> inputs,
                                    const Attrs& attrs) {
  SYNFIRE_ASSIGN_OR_RETURN(const NodeId id,
                           AddNode(op, name, std::move(inputs), attrs));
  return nodes_[id].outputs[0];
}

void Graph::SetInput(NodeId node, int input, ValueId value) {
  nodes_[node].inputs[input] = value;
}

void Graph::SetAttr(NodeId node, absl::string_view name, AttrValue value) {
  SYNFIRE_CHECK(nodes_[node].attrs.Has(name));
  nodes_[node].attrs.Set(name, std::move(value));
}

absl::Status Graph::AddUpdate(ValueId variable, ValueId value) {
  const Value& target = values_[variable];
  SYNFIRE_CHECK(target.role == Role::kParameter || target.role == Role::kState);
  for (const Update& update : updates_) {
    if (update.variable == variable) {
      return UserError("variable '", target.name, "' is updated twice");
    }
  }
  if (target.type != type(value)) {
    return UserError("the update of '", target.name, "' is ",
                     type(value).ToString(), ", expected ",
                     target.type.ToString());
  }
  updates_.push_back({variable, value});
  return absl::OkStatus();
}

absl::Status Graph::AddOutput(const std::string& name, ValueId value) {
  if (FindOutput(name) != kNone) {
    return UserError("output '", name, "' is named twice");
  }
  outputs_.push_back({name, value});
  return absl::OkStatus();
}

ValueId Graph::FindValue(absl::string_view name) const {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? kNone : it->second;
}

ValueId Graph::FindOutput(absl::string_view name) const {
  for (const NamedOutput& output : outputs_) {
    if (output.name == name) return output.value;
  }
  return kNone;
}

std::string Graph::UniqueName(const std::string& base) const {
  if (FindValue(base) == kNone) return base;
  for (int i = 1;; ++i) {
    std::string name = absl::StrCat(base, ".", i);
    if (FindValue(name) == kNone) return name;
  }
}

void Graph::Reorder(const std::vector<NodeId>& order) {
  SYNFIRE_CHECK(order.size() == nodes_.size());
  std::vector<Node> nodes;
  nodes.reserve(order.size());
  for (NodeId id : order) {
    for (ValueId output : nodes_[id].outputs) {
      values_[output].producer = static_cast<NodeId>(nodes.size());
    }
    nodes.push_back(std::move(nodes_[id]));
  }
  nodes_ = std::move(nodes);
}

KernelProblem ProblemOf(const Graph& graph, const Node& node) {
  KernelProblem problem;
  problem.op = node.op;
  problem.name = node.name;
  problem.attrs = node.attrs;
  problem.steps = graph.steps();
  for (ValueId id : node.inputs) {
    if (id == kNone) {
      problem.inputs.emplace_back();
    } else {
      problem.inputs.push_back(KernelArgument{graph.type(id), Form::kPlain});
    }
  }
  for (ValueId id : node.outputs) {
    problem.outputs.push_back({graph.type(id), Form::kPlain});
  }
  return problem;
}

}  // namespace synfire
