// Unrolls time: feedback always, everything when asked.
//
//   kFeedback   Only what stands in a loop closed by a delay is cloned, once a
//               step; the rest stays batched over time.
//   kFull       Every stateless and scanning op on temporal values is cloned T
//               times, sharing variables.  This is the meaning of the program;
//               the batched schedule must equal it.
//
//   s = lif(x)   becomes   x.0 = step_of(x) {t = 0}   s.0, .., v.0 = lif(x.0)
//                          x.1 = step_of(x) {t = 1}   s.1, .., v.1 = lif(x.1,
//                          v.0)   ...                 s = stack_time(s.0, ...)
//
// `delay(x) {steps = k}` is, at step t, x at step t - k, and zero for t < k.
// Joint ops (statistics and sums over time) stay whole and read stacked values;
// inside a loop they are an error that names the loop.  After this pass no
// delay is left.  Runs before differentiation, so gradients need no rule of
// their own.
#ifndef SYNFIRE_GRAPH_PASSES_UNROLL_H_
#define SYNFIRE_GRAPH_PASSES_UNROLL_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

enum class UnrollMode { kFeedback, kFull };

// True where something was cloned.  Errors: a cycle without a delay cannot
// occur (graph.h, invariant 1); a joint op in a loop.
absl::StatusOr<bool> Unroll(Graph* graph, UnrollMode mode);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_UNROLL_H_
