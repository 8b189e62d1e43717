// Moves a norm into the neuron behind it, so that what is normalised never
// lies in memory:
//
//   z, m, v = batch_norm(x, ..)     m, v, slope, offset = norm_moments(x, ..)
//   s = lif(z)                      s = lif(x, m, slope, offset)
//   dz = lif_grad(z, ds)            dz, a, b = lif_grad(x, ds, m, slope,
//   offset) dx, .. = batch_norm_grad(dz, x) dx, .. = norm_input_grad(dz, x, ..,
//   a, b)
//
// and, in evaluation, norm_apply likewise, by norm_factors.  Of any neuron
// whose op says that it can (OpDef::Normalises).
//
// A norm stays as it is where z is an output or is read by anything else: a
// second layer, one step of an unrolled loop, a neuron that cannot; and where
// dz is not passed to the norm's gradient alone.  The numbers are the same but
// for the order of the gradient's sums over a channel.
#ifndef SYNFIRE_GRAPH_PASSES_FUSE_NORM_H_
#define SYNFIRE_GRAPH_PASSES_FUSE_NORM_H_

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// True where a norm was moved.
absl::StatusOr<bool> FuseNorm(Graph* graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_FUSE_NORM_H_
