#include "graph/passes/recompute.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "graph/passes/rewrite.h"

namespace synfire {
namespace {

// The node that makes the loss: those behind it are the backward pass.
NodeId EndOfForward(const Graph& graph) {
  const ValueId loss = graph.FindOutput("loss");
  return loss == kNone ? kNone : graph.value(loss).producer;
}

}  // namespace

std::vector<Recomputable> FindRecomputable(const Graph& graph) {
  const NodeId end = EndOfForward(graph);
  if (end == kNone) return {};
  std::vector<bool> read_forward(graph.num_values(), false);
  std::vector<bool> read_backward(graph.num_values(), false);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    for (ValueId input : graph.node(id).inputs) {
      if (input == kNone) continue;
      (id <= end ? read_forward : read_backward)[input] = true;
    }
  }
  std::set<ValueId> outputs;
  for (const NamedOutput& output : graph.outputs()) {
    outputs.insert(output.value);
  }
  std::vector<Recomputable> found;
  for (NodeId id = 0; id <= end; ++id) {
    const Node& node = graph.node(id);
    if (node.op->name() != "conv2d") continue;
    const ValueId y = node.outputs[0];
    if (!read_forward[y] || !read_backward[y] || outputs.count(y) > 0) continue;
    const Form form = node.op->Rounds(node.attrs) ? Form::kBf16 : Form::kPlain;
    found.push_back({node.name, BytesOf(graph.type(y), graph.steps(), form),
                     node.op->FlopsOf(ProblemOf(graph, node))});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Recomputable& a, const Recomputable& b) {
                     return static_cast<double>(a.bytes) * b.flops >
                            static_cast<double>(b.bytes) * a.flops;
                   });
  return found;
}

absl::StatusOr<bool> Recompute(Graph* graph,
                               const std::vector<std::string>& nodes) {
  if (nodes.empty()) return false;
  const std::set<std::string> names(nodes.begin(), nodes.end());
  const NodeId end = EndOfForward(*graph);
  std::map<ValueId, NodeId> made_by;  // those that are still to be made again
  Rewriter rewriter(*graph);
  SYNFIRE_RETURN_IF_ERROR(rewriter.CopySources());
  for (NodeId id = 0; id < graph->num_nodes(); ++id) {
    const Node& node = graph->node(id);
    for (ValueId input : node.inputs) {
      const auto it = made_by.find(input);
      if (id <= end || it == made_by.end()) continue;
      const Node& first = graph->node(it->second);
      std::vector<ValueId> inputs;
      for (ValueId i : first.inputs) inputs.push_back(rewriter.Mapped(i));
      const std::string name =
          rewriter.to().UniqueName(absl::StrCat(first.name, ".again"));
      SYNFIRE_ASSIGN_OR_RETURN(
          const ValueId again,
          rewriter.to().Emit(first.op->name(), name, inputs, first.attrs));
      rewriter.Map(input, again);
      made_by.erase(it);
    }
    SYNFIRE_RETURN_IF_ERROR(rewriter.CopyNode(id));
    if (names.count(node.name) > 0 && node.op->name() == "conv2d") {
      made_by[node.outputs[0]] = id;
    }
  }
  SYNFIRE_RETURN_IF_ERROR(rewriter.CopyResults());
  *graph = std::move(rewriter.to());
  return true;
}

}  // namespace synfire
