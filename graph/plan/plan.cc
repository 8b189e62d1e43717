#include "graph/plan/plan.h"

#include <algorithm>

namespace synfire {
namespace {

class Planner {
 public:
  Planner(const Graph& graph, const std::vector<KernelChoice>& kernels)
      : graph_(graph), kernels_(kernels), end_(graph.num_nodes()) {
    plan_.buffer_of.assign(graph.num_values(), kNone);
    plan_.variable_of.assign(graph.num_values(), kNone);
    plan_.scratch_of.assign(graph.num_nodes(), kNone);
    FindLastUses();
  }

  absl::StatusOr<MemoryPlan> Run() {
    for (ValueId id = 0; id < graph_.num_values(); ++id) PlaceSource(id);
    for (NodeId id = 0; id < end_; ++id) PlaceNode(id);
    for (const Update& update : graph_.updates()) {
      if (plan_.variable_of[update.value] != update.variable) {
        plan_.copies.push_back(update);
      }
    }
    plan_.arena_bytes = PlaceBuffers(&plan_.buffers);
    plan_.lower_bound = LowerBound(plan_.buffers);
    SYNFIRE_RETURN_IF_ERROR(CheckPlacement(plan_.buffers, plan_.arena_bytes));
    return std::move(plan_);
  }

 private:
  int64_t Bytes(ValueId id) const {
    const Value& value = graph_.value(id);
    const Form form =
        value.producer == kNone
            ? Form::kPlain
            : kernels_[value.producer].output_forms[value.output_index];
    return BytesOf(value.type, graph_.steps(), form);
  }

  bool Defers(NodeId id) const {
    const std::vector<Form>& forms = kernels_[id].output_forms;
    return !forms.empty() && forms[0] == Form::kDeferred;
  }

  void FindLastUses() {
    last_use_.assign(graph_.num_values(), kNone);
    next_of_.assign(graph_.num_values(), kNone);
    done_.resize(end_);
    for (NodeId id = 0; id < end_; ++id) {
      for (ValueId input : graph_.node(id).inputs) {
        if (input != kNone) last_use_[input] = id;
      }
      for (ValueId output : graph_.node(id).outputs) last_use_[output] = id;
      done_[id] = id;
    }
    for (NodeId id = 0; id < end_; ++id) {
      if (!Defers(id)) continue;
      done_[id] = last_use_[graph_.node(id).outputs[0]];
      for (ValueId input : graph_.node(id).inputs) {
        if (input == kNone) continue;
        last_use_[input] = std::max(last_use_[input], done_[id]);
      }
    }
    for (const NamedOutput& output : graph_.outputs()) {
      last_use_[output.value] = end_;
    }
    for (const Update& update : graph_.updates()) {
      next_of_[update.value] = update.variable;
      last_use_[update.value] = end_;
    }
  }

  void PlaceSource(ValueId id) {
    const Value& value = graph_.value(id);
    if (value.role == Role::kResult) return;
    if (value.role == Role::kInput) {
      plan_.buffer_of[id] = NewBuffer(value.name, Bytes(id), 0, end_);
    } else {
      plan_.variable_of[id] = id;
      plan_.variable_bytes += Bytes(id);
    }
  }

  void PlaceNode(NodeId id) {
    const Node& node = graph_.node(id);
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      const ValueId output = node.outputs[i];
      if (ComputeInPlace(id, static_cast<int>(i))) continue;
      plan_.buffer_of[output] = NewBuffer(graph_.value(output).name,
                                          Bytes(output), id, last_use_[output]);
    }
    const size_t scratch = kernels_[id].kernel->scratch_bytes();
    if (scratch > 0) {
      plan_.scratch_of[id] =
          NewBuffer(absl::StrCat(node.name, " (scratch)"),
                    static_cast<int64_t>(scratch), id, done_[id]);
    }
  }

  // Lets output `index` share an input's memory where that is allowed.
  bool ComputeInPlace(NodeId id, int index) {
    const Node& node = graph_.node(id);
    const ValueId output = node.outputs[index];
    for (const auto& [port, source] : node.op->in_place()) {
      if (port != index || source >= static_cast<int>(node.inputs.size())) {
        continue;
      }
      const ValueId input = node.inputs[source];
      if (input == kNone || last_use_[input] != id ||
          Bytes(input) != Bytes(output) || ReadTwice(node, input)) {
        continue;
      }
      if (plan_.variable_of[input] != kNone) {
        if (next_of_[output] != plan_.variable_of[input]) continue;
        plan_.variable_of[output] = plan_.variable_of[input];
        return true;
      }
      if (graph_.value(input).role == Role::kInput) continue;
      const int buffer = plan_.buffer_of[input];
      if (plan_.buffers[buffer].last > id) continue;
      plan_.buffer_of[output] = buffer;
      plan_.buffers[buffer].last = last_use_[output];
      return true;
    }
    return false;
  }

  static bool ReadTwice(const Node& node, ValueId input) {
    return std::count(node.inputs.begin(), node.inputs.end(), input) > 1;
  }

  int NewBuffer(std::string name, int64_t bytes, int first, int last) {
    Lifetime buffer;
    buffer.name = std::move(name);
    buffer.bytes = bytes;
    buffer.first = first;
    buffer.last = last;
    plan_.buffers.push_back(std::move(buffer));
    return static_cast<int>(plan_.buffers.size()) - 1;
  }

  const Graph& graph_;
  const std::vector<KernelChoice>& kernels_;
  const int end_;
  std::vector<int> last_use_;     // by value; end_ for results of the run
  std::vector<int> done_;         // by node: when it is that reads last for it
  std::vector<ValueId> next_of_;  // by value: the variable it updates
  MemoryPlan plan_;
};

}  // namespace

absl::StatusOr<MemoryPlan> PlanMemory(
    const Graph& graph, const std::vector<KernelChoice>& kernels) {
  return Planner(graph, kernels).Run();
}

}  // namespace synfire
