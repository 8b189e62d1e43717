#include "graph/passes/unroll.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "graph/passes/components.h"
#include "graph/passes/rewrite.h"

namespace synfire {
namespace {

bool IsDelay(const Node& node) { return node.op->name() == "delay"; }

class Unroller {
 public:
  Unroller(const Graph& from, UnrollMode mode)
      : from_(from), mode_(mode), rewriter_(from), steps_(from.num_values()) {}

  absl::StatusOr<Graph> Run() {
    SYNFIRE_RETURN_IF_ERROR(rewriter_.CopySources());
    for (const Component& component : StronglyConnectedComponents(from_)) {
      SYNFIRE_RETURN_IF_ERROR(Visit(component));
    }
    for (const Update& update : from_.updates()) {
      SYNFIRE_RETURN_IF_ERROR(Whole(update.value).status());
    }
    for (const NamedOutput& output : from_.outputs()) {
      SYNFIRE_RETURN_IF_ERROR(Whole(output.value).status());
    }
    SYNFIRE_RETURN_IF_ERROR(rewriter_.CopyResults());
    return std::move(rewriter_.to());
  }

 private:
  absl::Status Visit(const Component& component) {
    if (component.loop) {
      SYNFIRE_RETURN_IF_ERROR(CheckLoop(component));
      for (int64_t t = 0; t < from_.steps(); ++t) {
        for (NodeId id : component.nodes) {
          SYNFIRE_RETURN_IF_ERROR(CloneStep(id, t));
        }
      }
      return FinishScans(component);
    }
    const NodeId id = component.nodes[0];
    const Node& node = from_.node(id);
    const bool temporal = Touches(node);
    if (IsDelay(node) || (mode_ == UnrollMode::kFull && temporal &&
                          node.op->unrolling() != Unrolling::kJoint)) {
      for (int64_t t = 0; t < from_.steps(); ++t) {
        SYNFIRE_RETURN_IF_ERROR(CloneStep(id, t));
      }
      return FinishScans(component);
    }
    for (ValueId input : node.inputs) {
      if (input != kNone) SYNFIRE_RETURN_IF_ERROR(Whole(input).status());
    }
    return rewriter_.CopyNode(id);
  }

  absl::Status CheckLoop(const Component& component) const {
    for (NodeId id : component.nodes) {
      const Node& node = from_.node(id);
      if (IsDelay(node) || node.op->unrolling() != Unrolling::kJoint) continue;
      std::string loop;
      for (NodeId member : component.nodes) {
        absl::StrAppend(&loop, loop.empty() ? "" : " -> ",
                        from_.node(member).name);
      }
      return UserError("layer '", node.name, "': ", node.op->name(),
                       " mixes time steps and cannot stand in the feedback "
                       "loop ",
                       loop);
    }
    return absl::OkStatus();
  }

  bool Touches(const Node& node) const {
    for (ValueId id : node.inputs) {
      if (id != kNone && from_.type(id).temporal()) return true;
    }
    for (ValueId id : node.outputs) {
      if (from_.type(id).temporal()) return true;
    }
    return false;
  }

  std::string StepName(const std::string& name, int64_t t) const {
    return absl::StrCat(name, "@", t);
  }

  // Makes step t of the node's outputs.
  absl::Status CloneStep(NodeId id, int64_t t) {
    const Node& node = from_.node(id);
    if (IsDelay(node)) return DelayStep(node, t);
    const bool scan = node.op->unrolling() == Unrolling::kScan;
    std::vector<ValueId> inputs;
    for (ValueId input : node.inputs) {
      ValueId step = kNone;
      if (input != kNone) {
        SYNFIRE_ASSIGN_OR_RETURN(step, Step(input, t));
      }
      inputs.push_back(step);
    }
    Attrs attrs = node.attrs;
    if (scan) {
      attrs.Set("single_step", true).Set("keep_state", true);
      for (const auto& [input, output] : node.op->carried()) {
        if (t == 0) continue;
        inputs.resize(std::max<size_t>(inputs.size(), input + 1), kNone);
        inputs[input] = steps_[node.outputs[output]].back();
      }
    }
    std::vector<std::string> names;
    for (ValueId output : node.outputs) {
      names.push_back(StepName(from_.value(output).name, t));
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        const NodeId clone,
        rewriter_.to().AddNode(node.op->name(), StepName(node.name, t), inputs,
                               attrs, names));
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      steps_[node.outputs[i]].push_back(rewriter_.to().node(clone).outputs[i]);
    }
    return absl::OkStatus();
  }

  absl::Status DelayStep(const Node& node, int64_t t) {
    const int64_t back = node.attrs.Int("steps");
    ValueId step;
    if (t < back) {
      const Type& type = from_.type(node.outputs[0]);
      Attrs zero;
      zero.Set("value", 0.0).Set("shape", type.shape.dims());
      zero.Set("dtype", std::string(Name(type.dtype)));
      SYNFIRE_ASSIGN_OR_RETURN(
          step,
          rewriter_.to().Emit("constant", StepName(node.name, t), {}, zero));
    } else {
      SYNFIRE_ASSIGN_OR_RETURN(step, Step(node.inputs[0], t - back));
    }
    steps_[node.outputs[0]].push_back(step);
    return absl::OkStatus();
  }

  // After the last step: a scan's static outputs become whole values again:
  // the carried state is the last step's, the others are sums.
  absl::Status FinishScans(const Component& component) {
    for (NodeId id : component.nodes) {
      const Node& node = from_.node(id);
      if (node.op->unrolling() != Unrolling::kScan) continue;
      for (size_t i = 0; i < node.outputs.size(); ++i) {
        const ValueId output = node.outputs[i];
        if (from_.type(output).temporal()) continue;
        const bool carried =
            std::any_of(node.op->carried().begin(), node.op->carried().end(),
                        [&](const auto& pair) {
                          return pair.second == static_cast<int>(i);
                        });
        ValueId whole = steps_[output].back();
        if (!carried) {
          SYNFIRE_ASSIGN_OR_RETURN(
              whole, rewriter_.to().Emit("add", from_.value(output).name,
                                         steps_[output]));
        }
        rewriter_.Map(output, whole);
      }
    }
    return absl::OkStatus();
  }

  // The new value for all steps of an old one; stacked when first asked for.
  absl::StatusOr<ValueId> Whole(ValueId old) {
    if (rewriter_.Mapped(old) != kNone) return rewriter_.Mapped(old);
    SYNFIRE_CHECK(!steps_[old].empty());
    ValueId whole = steps_[old][0];
    if (from_.type(old).temporal()) {
      SYNFIRE_ASSIGN_OR_RETURN(
          whole, rewriter_.to().Emit("stack_time", from_.value(old).name,
                                     steps_[old]));
    }
    rewriter_.Map(old, whole);
    return whole;
  }

  // The new value for step t of an old one.
  absl::StatusOr<ValueId> Step(ValueId old, int64_t t) {
    if (!from_.type(old).temporal() && rewriter_.Mapped(old) != kNone) {
      return rewriter_.Mapped(old);
    }
    if (t < static_cast<int64_t>(steps_[old].size())) return steps_[old][t];
    SYNFIRE_CHECK(rewriter_.Mapped(old) != kNone);
    const auto key = std::make_pair(old, t);
    const auto it = taken_.find(key);
    if (it != taken_.end()) return it->second;
    Attrs attrs;
    attrs.Set("t", t);
    SYNFIRE_ASSIGN_OR_RETURN(
        const ValueId step,
        rewriter_.to().Emit("step_of", StepName(from_.value(old).name, t),
                            {rewriter_.Mapped(old)}, attrs));
    taken_[key] = step;
    return step;
  }

  const Graph& from_;
  const UnrollMode mode_;
  Rewriter rewriter_;
  std::vector<std::vector<ValueId>> steps_;  // by old value: the clones made
  std::map<std::pair<ValueId, int64_t>, ValueId> taken_;
};

bool HasDelay(const Graph& graph) {
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    if (IsDelay(graph.node(id))) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<bool> Unroll(Graph* graph, UnrollMode mode) {
  if (mode == UnrollMode::kFeedback && !HasDelay(*graph)) return false;
  SYNFIRE_ASSIGN_OR_RETURN(Graph unrolled, Unroller(*graph, mode).Run());
  *graph = std::move(unrolled);
  return true;
}

}  // namespace synfire
