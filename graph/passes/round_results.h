// Rounds to bfloat16 what only norms and neurons read, of an op that rounds its
// operands to it (ops/nn/operands/operands.h):
//
//   y = conv2d(x, w) {operands = bf16, result = f32}
//   z = batch_norm(y, ..)  or  s = lif(y)
//                                becomes
//   y = conv2d(x, w) {operands = bf16, result = bf16}
//
// It is the precision's meaning, not a choice of a schedule: it stands before
// the loss and before unrolling, and cannot be switched off, so that training
// and inference, batched and unrolled time, fused or not, round the same
// values.  That a value is an output as well does not matter: who looks at it
// does not change it.
//
// What anything else reads stays as it was added up: logits, a branch that is
// added to another, what is pooled.
#ifndef SYNFIRE_GRAPH_PASSES_ROUND_RESULTS_H_
#define SYNFIRE_GRAPH_PASSES_ROUND_RESULTS_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// True where an op rounds its result that did not.
absl::StatusOr<bool> RoundResults(Graph* graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_ROUND_RESULTS_H_
