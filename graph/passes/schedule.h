// Orders the nodes: each update of a variable as soon as it may run.
//
//   dw = ...  dx = f(dy, w)  ...  w' = sgd(w, dw)
//   becomes   dw = ...  dx = f(dy, w)  w' = sgd(w, dw)  ...
//
// A node whose every output is the next value of a variable frees its gradient
// and needs no memory of its own (it is computed in the variable's), so it is
// moved up to just behind the last node that it must follow: those that make
// its inputs, and all others that read the variables it overwrites.  Everything
// else keeps its order: forward, then backward, which frees what the forward
// pass kept as it goes.
//
// Unwise on a device that does all updates as one (graph/exec/joint_calls.h).
// Runs last, after all nodes are there.
#ifndef SYNFIRE_GRAPH_PASSES_SCHEDULE_H_
#define SYNFIRE_GRAPH_PASSES_SCHEDULE_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// True where a node moved.
absl::StatusOr<bool> Schedule(Graph* graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_SCHEDULE_H_
