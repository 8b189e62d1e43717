// Spends time to save memory: what a convolution made in the forward pass is
// dropped when the forward pass has read it, and made again when the backward
// pass wants it.  Its inputs, spikes, are small and kept anyway.
#ifndef SYNFIRE_GRAPH_PASSES_RECOMPUTE_H_
#define SYNFIRE_GRAPH_PASSES_RECOMPUTE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// A convolution whose output both the forward pass, up to the node that makes
// output "loss", and the backward pass read.
struct Recomputable {
  std::string node;
  int64_t bytes = 0;  // of its output, in bf16 where it is rounded to that
  int64_t flops = 0;  // to make it again
};

// Those of a graph with gradients, the most bytes for the FLOPs first; none
// where there is no loss.
std::vector<Recomputable> FindRecomputable(const Graph& graph);

// Adds, for each of `nodes`, the names of recomputable ones, a second node
// "NAME.again" before the first backward reader.  The numbers stay the same to
// the bit.
absl::StatusOr<bool> Recompute(Graph* graph,
                               const std::vector<std::string>& nodes);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_RECOMPUTE_H_
