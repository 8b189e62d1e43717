#include "tools/commands/op_bounds.h"

#include <algorithm>
#include <map>

#include "tools/bench/kernel_groups.h"

namespace synfire {
namespace {

void Add(const OpBound& bound, OpBound* sum) {
  sum->nodes += bound.nodes;
  sum->work.flops += bound.work.flops;
  sum->work.read += bound.work.read;
  sum->work.written += bound.work.written;
  sum->seconds += bound.seconds;
  sum->memory_seconds += bound.memory_seconds;
}

}  // namespace

std::vector<OpBound> BoundsOf(const PlannedNetwork& network,
                              const MachinePeak& peak) {
  const Graph& graph = network.compiled.graph;
  std::map<std::string, OpBound> by_op;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    OpBound one;
    one.nodes = 1;
    one.work = WorkOf(graph, node, network.kernels[id]);
    const Bound bound = BoundOf(one.work, peak);
    one.seconds = bound.seconds;
    if (bound.by == peak.memory().name) one.memory_seconds = bound.seconds;
    Add(one, &by_op[node.op->name()]);
  }
  std::vector<OpBound> bounds;
  for (auto& [op, bound] : by_op) {
    bound.op = op;
    bounds.push_back(bound);
  }
  std::stable_sort(
      bounds.begin(), bounds.end(),
      [](const OpBound& a, const OpBound& b) { return a.seconds > b.seconds; });
  return bounds;
}

OpBound Total(const std::vector<OpBound>& bounds) {
  OpBound total;
  total.op = "all";
  for (const OpBound& bound : bounds) Add(bound, &total);
  return total;
}

}  // namespace synfire
