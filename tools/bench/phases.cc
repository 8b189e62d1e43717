#include "tools/bench/phases.h"

#include <algorithm>
#include <set>

namespace synfire {
namespace {

// kNone where there is no such output.
NodeId ProducerOf(const Graph& graph, const char* output) {
  const ValueId value = graph.FindOutput(output);
  return value == kNone ? kNone : graph.value(value).producer;
}

}  // namespace

std::vector<Phase> PhasesOf(const Graph& graph) {
  std::vector<Phase> phases(graph.num_nodes(), Phase::kForward);
  const NodeId last_forward =
      std::max(ProducerOf(graph, "loss"), ProducerOf(graph, "correct"));
  if (last_forward == kNone) return phases;
  std::set<ValueId> next_values;
  for (const Update& update : graph.updates()) next_values.insert(update.value);
  for (NodeId id = last_forward + 1; id < graph.num_nodes(); ++id) {
    phases[id] = Phase::kBackward;
    for (ValueId output : graph.node(id).outputs) {
      if (next_values.count(output) > 0) phases[id] = Phase::kUpdate;
    }
  }
  return phases;
}

}  // namespace synfire
