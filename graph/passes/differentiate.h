// Reverse-mode differentiation by adding ordinary nodes.
//
//   y = f(x)  loss = g(y)      gains      d.loss = constant 1
//                                         d.y = g_grad(d.loss, ...)
//                                         d.x = f_grad(d.y, ...)
//
// Nodes that the loss depends on and that depend on a target are visited in
// reverse order; each op's gradient builder adds its nodes; where a value is
// read several times, its gradients are summed by one `add`, in the readers'
// reverse order.  In a feed-forward spiking network this is exact BPTT: the
// loop over time is inside the neuron ops.
#ifndef SYNFIRE_GRAPH_PASSES_DIFFERENTIATE_H_
#define SYNFIRE_GRAPH_PASSES_DIFFERENTIATE_H_

#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// The gradients of `loss` (one number, static) with respect to `targets`, in
// their order; each has its target's type, kNone where the loss does not
// depend on the target.  An error names an op on the way that has no gradient.
absl::StatusOr<std::vector<ValueId>> Differentiate(
    Graph* graph, ValueId loss, const std::vector<ValueId>& targets);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_DIFFERENTIATE_H_
