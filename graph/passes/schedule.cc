#include "graph/passes/schedule.h"

#include <algorithm>
#include <map>
#include <vector>

namespace synfire {
namespace {

// The variables that node `id` gives their next values, if that is all it does.
std::vector<ValueId> VariablesOverwritten(
    const Graph& graph, NodeId id,
    const std::map<ValueId, ValueId>& variable_of,
    const std::vector<int>& readers) {
  std::vector<ValueId> variables;
  for (ValueId output : graph.node(id).outputs) {
    const auto it = variable_of.find(output);
    if (it != variable_of.end()) {
      variables.push_back(it->second);
    } else if (graph.type(output).shape.size() > 0) {
      return {};
    }
    if (readers[output] > 0) return {};
  }
  return variables;
}

}  // namespace

absl::StatusOr<bool> Schedule(Graph* graph) {
  const int count = graph->num_nodes();
  std::map<ValueId, ValueId> variable_of;  // next value -> variable
  for (const Update& update : graph->updates()) {
    variable_of[update.value] = update.variable;
  }
  std::vector<int> readers(graph->num_values(), 0);
  std::vector<NodeId> last_reader(graph->num_values(), kNone);
  std::vector<NodeId> second_last(graph->num_values(), kNone);
  for (NodeId id = 0; id < count; ++id) {
    for (ValueId input : graph->node(id).inputs) {
      if (input == kNone) continue;
      ++readers[input];
      if (last_reader[input] == id) continue;
      second_last[input] = last_reader[input];
      last_reader[input] = id;
    }
  }
  // `after[p]`: update nodes to be placed just behind node p.
  std::vector<std::vector<NodeId>> after(count);
  std::vector<bool> moved(count, false);
  bool changed = false;
  for (NodeId id = 0; id < count; ++id) {
    const std::vector<ValueId> variables =
        VariablesOverwritten(*graph, id, variable_of, readers);
    if (variables.empty()) continue;
    NodeId position = kNone;
    for (ValueId input : graph->node(id).inputs) {
      if (input == kNone) continue;
      position = std::max(position, graph->value(input).producer);
    }
    for (ValueId variable : variables) {
      const NodeId last = last_reader[variable];
      position = std::max(position, last == id ? second_last[variable] : last);
    }
    if (position < 0 || position >= id - 1) continue;
    if (moved[position]) continue;  // its own place is behind another node
    after[position].push_back(id);
    moved[id] = true;
    changed = true;
  }
  if (!changed) return false;
  std::vector<NodeId> order;
  for (NodeId id = 0; id < count; ++id) {
    if (!moved[id]) order.push_back(id);
    order.insert(order.end(), after[id].begin(), after[id].end());
  }
  graph->Reorder(order);
  return true;
}

}  // namespace synfire
