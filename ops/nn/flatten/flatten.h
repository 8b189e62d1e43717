// Images as rows of features, in torch's order, so that weights carry over.
//
//   y[n, (c*H + h)*W + w] = x[n,h,w,c]
//
//   x [N,H,W,C]  ->  y [N, C*H*W];  x [N,F] passes unchanged
//   errors: "x is [8], expected 4 axes [N,H,W,C] or 2 axes [N,F]"
//
// Stateless, no attributes.  FLOPs: none.
#ifndef SYNFIRE_OPS_NN_FLATTEN_FLATTEN_H_
#define SYNFIRE_OPS_NN_FLATTEN_FLATTEN_H_

#include "graph/op/op.h"

namespace synfire {

// flatten(x) -> y
OpDef FlattenOp();
// unflatten(x [N, C*H*W]) {shape = [H,W,C]} -> y [N,H,W,C]: flatten's inverse
// and gradient.
//   errors: "x is [8,10], expected [8,12]: the elements of shape = [2,2,3]"
OpDef UnflattenOp();

// The plain loops, f32 or f64.
void ReferenceFlatten(const KernelProblem& problem, const KernelArgs& args);
void ReferenceUnflatten(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_FLATTEN_FLATTEN_H_
