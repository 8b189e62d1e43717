// How each value lies in memory.  Spikes are 0 or 1 and sums of spikes are
// small whole numbers: they are packed where the kernels that make and read
// them can, which costs a 32nd or a quarter of the memory.  What is rounded to
// bfloat16 lies in half of it, likewise.  What a convolution of spikes makes
// for a neuron alone goes there a slab at a time.  No number depends on any of
// this, but for the order of a sum (docs/architecture.md).
#ifndef SYNFIRE_GRAPH_PLAN_FORMS_H_
#define SYNFIRE_GRAPH_PLAN_FORMS_H_

#include <string>
#include <vector>

#include "graph/ir/graph.h"

namespace synfire {

// By value: the largest whole number that its elements can be, all of them
// whole and none negative; 0 where that is not known (OpDef::Largest).
std::vector<int64_t> LargestElements(const Graph& graph);

struct FormPlan {
  std::vector<Form> forms;  // by value
  // By value: why what is all bfloat16 lies in f32, "'sn1' by reference reads
  // f32"; "" for all others.
  std::vector<std::string> why_not_bf16;
};

// For `chosen`, each node's candidate.  A value is packed where its largest
// element fits, and in bf16 where its op rounds it (OpDef::Rounds) or all its
// readers do (KernelCandidate::rounded_inputs), as operands are; in all cases
// it is no output of the graph, and its maker and all its readers take that
// form on that port.  It is deferred where one node reads it, once, and that
// node and its maker can do so.
FormPlan AssignForms(const Graph& graph,
                     const std::vector<const KernelCandidate*>& chosen);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_FORMS_H_
