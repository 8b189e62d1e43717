// Strongly connected components of a graph, late inputs of delays included.
#ifndef SYNFIRE_GRAPH_PASSES_COMPONENTS_H_
#define SYNFIRE_GRAPH_PASSES_COMPONENTS_H_

#include <vector>

#include "graph/ir/graph.h"

namespace synfire {

struct Component {
  std::vector<NodeId> nodes;  // in the graph's order
  bool loop = false;          // more than one node, or a node that reads itself
};

// In an order in which each component comes after those that it reads.
// R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput.
// 1972; iterative, so that depth is not limited by the stack.
std::vector<Component> StronglyConnectedComponents(const Graph& graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_COMPONENTS_H_
