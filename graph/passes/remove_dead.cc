#include "graph/passes/remove_dead.h"

#include <vector>

#include "graph/passes/rewrite.h"

namespace synfire {

absl::StatusOr<bool> RemoveDead(Graph* graph) {
  std::vector<bool> live(graph->num_nodes(), false);
  std::vector<ValueId> pending;
  for (const Update& update : graph->updates()) pending.push_back(update.value);
  for (const NamedOutput& output : graph->outputs()) {
    pending.push_back(output.value);
  }
  while (!pending.empty()) {
    const ValueId id = pending.back();
    pending.pop_back();
    if (id == kNone) continue;
    const NodeId producer = graph->value(id).producer;
    if (producer == kNone || live[producer]) continue;
    live[producer] = true;
    for (ValueId input : graph->node(producer).inputs) pending.push_back(input);
  }
  bool changed = false;
  for (bool alive : live) changed |= !alive;
  if (!changed) return false;
  Rewriter rewriter(*graph);
  SYNFIRE_RETURN_IF_ERROR(rewriter.CopySources());
  for (NodeId id = 0; id < graph->num_nodes(); ++id) {
    if (live[id]) SYNFIRE_RETURN_IF_ERROR(rewriter.CopyNode(id));
  }
  SYNFIRE_RETURN_IF_ERROR(rewriter.CopyResults());
  *graph = std::move(rewriter.to());
  return true;
}

}  // namespace synfire
