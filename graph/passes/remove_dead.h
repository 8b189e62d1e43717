// Removes nodes that no output and no update depends on.
//
//   a = f(x)  b = g(x)  return a      becomes      a = f(x)  return a
//
// Inputs and variables stay, read or not: their names are the model's border.
#ifndef SYNFIRE_GRAPH_PASSES_REMOVE_DEAD_H_
#define SYNFIRE_GRAPH_PASSES_REMOVE_DEAD_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// True where a node was removed.
absl::StatusOr<bool> RemoveDead(Graph* graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_REMOVE_DEAD_H_
