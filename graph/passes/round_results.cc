#include "graph/passes/round_results.h"

#include <string>
#include <vector>

namespace synfire {
namespace {

constexpr char kOperands[] = "operands";
constexpr char kResult[] = "result";
constexpr char kBf16[] = "bf16";

bool CouldRound(const Node& node) {
  return node.attrs.Has(kResult) && node.attrs.String(kOperands) == kBf16 &&
         node.attrs.String(kResult) != kBf16;
}

// Whether `node` reads its input 0 as a norm or a neuron does.
bool IsNormOrNeuron(const Node& node) {
  const std::string& op = node.op->name();
  return op == "batch_norm" || op == "norm_apply" ||
         node.op->normalises().has_value();
}

}  // namespace

absl::StatusOr<bool> RoundResults(Graph* graph) {
  std::vector<bool> read(graph->num_values(), false);
  std::vector<bool> read_otherwise(graph->num_values(), false);
  for (NodeId id = 0; id < graph->num_nodes(); ++id) {
    const Node& node = graph->node(id);
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] == kNone) continue;
      read[node.inputs[i]] = true;
      if (i > 0 || !IsNormOrNeuron(node)) read_otherwise[node.inputs[i]] = true;
    }
  }
  bool changed = false;
  for (NodeId id = 0; id < graph->num_nodes(); ++id) {
    const Node& node = graph->node(id);
    const ValueId y = node.outputs[0];
    if (!CouldRound(node) || !read[y] || read_otherwise[y]) continue;
    graph->SetAttr(id, kResult, std::string(kBf16));
    changed = true;
  }
  return changed;
}

}  // namespace synfire
