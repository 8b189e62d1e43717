// The one intermediate representation: forward, backward and update nodes
// alike.
//
// Invariants (graph/ir/verify.h checks them after every pass):
//  1. A node's inputs are made by earlier nodes, or are inputs and variables.
//     The one exception is the op `delay`, whose input may come later.
//  2. Every value's type is what its op's rules infer.
//  3. Value names are unique and non-empty.
//  4. An update writes a variable's next value, of the variable's type; no
//     variable has two.
#ifndef SYNFIRE_GRAPH_IR_GRAPH_H_
#define SYNFIRE_GRAPH_IR_GRAPH_H_

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "core/spec/value.h"
#include "core/status.h"
#include "graph/ir/type.h"
#include "graph/op/registry.h"

namespace synfire {

using ValueId = int;
using NodeId = int;
constexpr int kNone = -1;

enum class Role {
  kInput,      // set by the caller before each run
  kParameter,  // a variable that is trained
  kState,      // a variable that is not: running statistics, momentum
  kResult      // made by a node
};

struct Value {
  std::string name;
  Type type;
  Role role = Role::kResult;
  NodeId producer = kNone;
  int output_index = 0;
  std::string init;  // variables: the initialiser's call, "constant(value = 0)"
};

struct Node {
  const OpDef* op = nullptr;
  std::string name;  // the layer's path, or the pass's name for it
  Attrs attrs;
  std::vector<ValueId> inputs;  // kNone for an absent optional input
  std::vector<ValueId> outputs;
};

struct Update {
  ValueId variable;
  ValueId value;
};

struct NamedOutput {
  std::string name;
  ValueId value;
};

class Graph {
 public:
  // `registry` must outlive the graph.
  Graph(const OpRegistry* registry, std::string name, int64_t steps)
      : registry_(registry), name_(std::move(name)), steps_(steps) {}

  const OpRegistry& registry() const { return *registry_; }
  const std::string& name() const { return name_; }
  int64_t steps() const { return steps_; }

  // An input or variable.  An error if the name is taken.
  absl::StatusOr<ValueId> AddInput(const std::string& name, Type type);
  absl::StatusOr<ValueId> AddVariable(Role role, const std::string& name,
                                      Type type, std::string init);
  // Appends a node.  Attributes are bound by the op's schema and outputs typed
  // by its rules.  Output i is named output_names[i]; where that is missing,
  // `name` for output 0 and "name.port" for the others, made unique.
  // Errors are prefixed "layer 'name': ".
  absl::StatusOr<NodeId> AddNode(absl::string_view op, const std::string& name,
                                 std::vector<ValueId> inputs,
                                 const Attrs& attrs = {},
                                 std::vector<std::string> output_names = {});
  // As AddNode, and returns output 0.
  absl::StatusOr<ValueId> Emit(absl::string_view op, const std::string& name,
                               std::vector<ValueId> inputs,
                               const Attrs& attrs = {});
  // Sets an input of an existing node (a delay's late input).
  void SetInput(NodeId node, int input, ValueId value);
  // Sets an attribute of an existing node.  REQUIRES: its op has it, and its
  // outputs' types stay.
  void SetAttr(NodeId node, absl::string_view name, AttrValue value);

  absl::Status AddUpdate(ValueId variable, ValueId value);
  absl::Status AddOutput(const std::string& name, ValueId value);

  int num_nodes() const { return static_cast<int>(nodes_.size()); }
  int num_values() const { return static_cast<int>(values_.size()); }
  const Node& node(NodeId id) const { return nodes_[id]; }
  // References to values and types stay valid while nodes are added, those to
  // nodes do not.
  const Value& value(ValueId id) const { return values_[id]; }
  const Type& type(ValueId id) const { return values_[id].type; }
  const std::vector<Update>& updates() const { return updates_; }
  const std::vector<NamedOutput>& outputs() const { return outputs_; }
  ValueId FindValue(absl::string_view name) const;   // kNone if absent
  ValueId FindOutput(absl::string_view name) const;  // kNone if absent
  // `base`, or the first of base.1, base.2, ... that is free.
  std::string UniqueName(const std::string& base) const;

  // Puts the nodes in the order given, which must be a permutation.
  void Reorder(const std::vector<NodeId>& order);

 private:
  ValueId NewValue(Value value);

  const OpRegistry* registry_;
  std::string name_;
  int64_t steps_;
  std::vector<Node> nodes_;
  std::deque<Value> values_;  // grows while builders hold references
  std::map<std::string, ValueId, std::less<>> by_name_;
  std::vector<Update> updates_;
  std::vector<NamedOutput> outputs_;
};

// The problem that a kernel for `node` has to solve, all forms plain.
KernelProblem ProblemOf(const Graph& graph, const Node& node);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IR_GRAPH_H_
