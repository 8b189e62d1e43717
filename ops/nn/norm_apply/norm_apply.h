// Normalisation by given statistics: batch_norm in evaluation.
//
//   y[t,*,c] = (x[t,*,c] - mean[c]) / sqrt(variance[c] + epsilon)
//              * scale[c] + shift[c]
//
//   x [*,C], scale [C], shift [C], mean [C], variance [C]  ->  y [*,C]
//   attributes: epsilon > 0
//   errors: "mean is [4], expected [3]: one for each channel of x"
//
// All but x and y are static.  mean and variance, running averages, have no
// gradient.  FLOPs: 4 an element of x.
#ifndef SYNFIRE_OPS_NN_NORM_APPLY_NORM_APPLY_H_
#define SYNFIRE_OPS_NN_NORM_APPLY_NORM_APPLY_H_

#include "graph/op/op.h"

namespace synfire {

// norm_apply(x, scale, shift, mean, variance) {epsilon} -> y
OpDef NormApplyOp();
// norm_apply_grad(dy, x, scale, mean, variance) {epsilon}
//   -> dx like x, dscale [C], dshift [C]
//   with z = (x - mean) / sqrt(variance + epsilon):
//   dx = dy * scale / sqrt(variance + epsilon), dscale = sum(dy * z),
//   dshift = sum(dy)
// dy is temporal exactly if x is.  FLOPs: 6 an element.
OpDef NormApplyGradOp();

// "epsilon", default 1e-5.
AttrDef EpsilonAttr();
// Shape rule of norm_apply_grad and batch_norm_grad.
absl::Status NormGradShape(InferContext& context);

// The plain loops, f32 or f64, sums in double.
void ReferenceNormApply(const KernelProblem& problem, const KernelArgs& args);
void ReferenceNormApplyGrad(const KernelProblem& problem,
                            const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_NORM_APPLY_NORM_APPLY_H_
