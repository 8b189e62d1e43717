// How each value lies in memory.  Spikes are 0 or 1 and sums of spikes are
// small whole numbers: they are packed where the kernels that make and read
// them can, which costs a 32nd or a quarter of the memory.  What a convolution
// of spikes makes for a neuron alone goes there a slab at a time.
#ifndef SYNFIRE_GRAPH_PLAN_FORMS_H_
#define SYNFIRE_GRAPH_PLAN_FORMS_H_

#include <vector>

#include "graph/ir/graph.h"

namespace synfire {

// By value: the largest whole number that its elements can be, all of them
// whole and none negative; 0 where that is not known (OpDef::Largest).
std::vector<int64_t> LargestElements(const Graph& graph);

// By value, for `chosen`, each node's candidate.  A value is packed where its
// largest element fits, it is no output of the graph, and its maker and all its
// readers take packed forms on that port.  It is deferred where one node reads
// it, once, and that node and its maker can do so.
std::vector<Form> AssignForms(
    const Graph& graph, const std::vector<const KernelCandidate*>& chosen);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_FORMS_H_
