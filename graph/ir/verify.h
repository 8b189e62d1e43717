// Holds a graph to the invariants of graph/ir/graph.h; changes nothing.
#ifndef SYNFIRE_GRAPH_IR_VERIFY_H_
#define SYNFIRE_GRAPH_IR_VERIFY_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// An internal error naming the node and the invariant that does not hold.
absl::Status Verify(const Graph& graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IR_VERIFY_H_
