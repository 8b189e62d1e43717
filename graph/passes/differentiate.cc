#include "graph/passes/differentiate.h"

#include "graph/op/gradient.h"

namespace synfire {
namespace {

bool IsReal(const Type& type) {
  return type.dtype == DType::kF32 || type.dtype == DType::kF64;
}

class Differentiator {
 public:
  Differentiator(Graph* graph, ValueId loss,
                 const std::vector<ValueId>& targets)
      : graph_(*graph), loss_(loss), forward_nodes_(graph->num_nodes()) {
    MarkNeeded(targets);
    MarkUsed();
    partials_.resize(graph_.num_values());
  }

  absl::StatusOr<std::vector<ValueId>> Run(
      const std::vector<ValueId>& targets) {
    const Type& type = graph_.type(loss_);
    if (type.shape.rank() != 0 || type.temporal() || !IsReal(type)) {
      return UserError("the loss '", graph_.value(loss_).name, "' is ",
                       type.ToString(), ", expected one static number");
    }
    Attrs one;
    one.Set("value", 1.0).Set("shape", std::vector<int64_t>{});
    one.Set("dtype", std::string(Name(type.dtype)));
    SYNFIRE_ASSIGN_OR_RETURN(
        const ValueId seed,
        graph_.Emit("constant", graph_.UniqueName("d.loss"), {}, one));
    partials_[loss_].push_back(seed);
    for (NodeId id = forward_nodes_ - 1; id >= 0; --id) {
      SYNFIRE_RETURN_IF_ERROR(VisitNode(id));
    }
    std::vector<ValueId> gradients;
    for (ValueId target : targets) {
      SYNFIRE_ASSIGN_OR_RETURN(const ValueId gradient, Total(target));
      gradients.push_back(gradient);
    }
    return gradients;
  }

 private:
  // Values that depend on a target through real-valued values.
  void MarkNeeded(const std::vector<ValueId>& targets) {
    needed_.assign(graph_.num_values(), false);
    for (ValueId target : targets) needed_[target] = true;
    for (NodeId id = 0; id < forward_nodes_; ++id) {
      const Node& node = graph_.node(id);
      bool any = false;
      for (ValueId input : node.inputs) any |= input != kNone && needed_[input];
      for (ValueId output : node.outputs) {
        // A target stays needed though nothing before it is.
        if (any && IsReal(graph_.type(output))) needed_[output] = true;
      }
    }
  }

  // Nodes that the loss depends on.
  void MarkUsed() {
    used_.assign(forward_nodes_, false);
    std::vector<bool> reached(graph_.num_values(), false);
    reached[loss_] = true;
    for (NodeId id = forward_nodes_ - 1; id >= 0; --id) {
      const Node& node = graph_.node(id);
      for (ValueId output : node.outputs)
        used_[id] = used_[id] || reached[output];
      if (!used_[id]) continue;
      for (ValueId input : node.inputs) {
        if (input != kNone) reached[input] = true;
      }
    }
  }

  absl::Status VisitNode(NodeId id) {
    if (!used_[id]) return absl::OkStatus();
    const Node& node = graph_.node(id);
    std::vector<bool> needs;
    bool any_needed = false;
    for (ValueId input : node.inputs) {
      needs.push_back(input != kNone && needed_[input]);
      any_needed |= needs.back();
    }
    if (!any_needed) return absl::OkStatus();
    const std::vector<ValueId> inputs = node.inputs, outputs = node.outputs;
    const OpDef* op = node.op;
    const std::string name = node.name;
    std::vector<ValueId> output_gradients;
    bool any_gradient = false;
    for (ValueId output : outputs) {
      SYNFIRE_ASSIGN_OR_RETURN(const ValueId gradient, Total(output));
      output_gradients.push_back(gradient);
      any_gradient |= gradient != kNone;
    }
    if (!any_gradient) return absl::OkStatus();
    if (op->gradient() == nullptr) {
      return UserError("layer '", name, "': the loss depends on it, and ",
                       op->name(), " has no gradient");
    }
    GradientContext context(&graph_, id, output_gradients, needs);
    SYNFIRE_RETURN_IF_ERROR(Annotate(op->gradient()(context),
                                     absl::StrCat("layer '", name, "': ")));
    for (size_t i = 0; i < inputs.size(); ++i) {
      const ValueId gradient = context.input_gradients()[i];
      if (gradient == kNone || !needs[i]) continue;
      SYNFIRE_ASSIGN_OR_RETURN(const ValueId fitted,
                               FitTime(gradient, inputs[i]));
      SYNFIRE_CHECK(graph_.type(fitted) == graph_.type(inputs[i]));
      partials_[inputs[i]].push_back(fitted);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<ValueId> FitTime(ValueId gradient, ValueId value) {
    const bool temporal = graph_.type(gradient).temporal();
    if (temporal == graph_.type(value).temporal()) return gradient;
    return graph_.Emit(temporal ? "sum_time" : "repeat_time",
                       GradientName(value), {gradient});
  }

  // The sum of the gradients that came for `value`.
  absl::StatusOr<ValueId> Total(ValueId value) {
    std::vector<ValueId>& partials = partials_[value];
    if (partials.empty()) return kNone;
    if (partials.size() > 1) {
      SYNFIRE_ASSIGN_OR_RETURN(
          const ValueId sum, graph_.Emit("add", GradientName(value), partials));
      partials = {sum};
    }
    return partials[0];
  }

  std::string GradientName(ValueId value) const {
    return graph_.UniqueName(absl::StrCat("d.", graph_.value(value).name));
  }

  Graph& graph_;
  const ValueId loss_;
  const NodeId forward_nodes_;
  std::vector<bool> needed_, used_;
  std::vector<std::vector<ValueId>> partials_;  // by forward value
};

}  // namespace

absl::StatusOr<std::vector<ValueId>> Differentiate(
    Graph* graph, ValueId loss, const std::vector<ValueId>& targets) {
  return Differentiator(graph, loss, targets).Run(targets);
}

}  // namespace synfire
