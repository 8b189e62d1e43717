#include "graph/op/gradient.h"

namespace synfire {

GradientContext::GradientContext(Graph* graph, NodeId node,
                                 std::vector<ValueId> output_gradients,
                                 std::vector<bool> needs)
    : graph_(graph),
      name_(graph->node(node).name),
      attrs_(graph->node(node).attrs),
      inputs_(graph->node(node).inputs),
      outputs_(graph->node(node).outputs),
      output_gradients_(std::move(output_gradients)),
      needs_(std::move(needs)),
      input_gradients_(inputs_.size(), kNone) {}

absl::StatusOr<std::vector<ValueId>> GradientContext::Emit(
    absl::string_view op, std::vector<ValueId> inputs, const Attrs& attrs,
    absl::string_view suffix) {
  const std::string name =
      graph_->UniqueName(absl::StrCat("d.", name_, suffix));
  SYNFIRE_ASSIGN_OR_RETURN(const NodeId id,
                           graph_->AddNode(op, name, std::move(inputs), attrs));
  return graph_->node(id).outputs;
}

}  // namespace synfire
