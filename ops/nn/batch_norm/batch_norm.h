// Batch normalisation: each channel to zero mean and unit variance, then scaled
// and shifted by what was learned.
//
//   mean[c]     = average of x[t,*,c] over t and *
//   variance[c] = average of (x[t,*,c] - mean[c])^2
//   y[t,*,c]    = (x[t,*,c] - mean[c]) / sqrt(variance[c] + epsilon)
//                 * scale[c] + shift[c]
//
//   x [*,C], scale [C], shift [C]  ->  y [*,C], mean [C], variance [C]
//   attributes: epsilon > 0
//   errors: "scale is [4], expected [3]: one for each channel of x"
//
// Statistics run over time steps too; a static x counts once.  scale, shift,
// mean and variance are static; the variance is the biased one.  Only y is
// differentiated.  FLOPs: 8 an element of x.
// Source: Ioffe, Szegedy, "Batch normalization", ICML 2015; over time as in
// Fang et al., "Deep residual learning in spiking neural networks", NeurIPS
// 2021.
#ifndef SYNFIRE_OPS_NN_BATCH_NORM_BATCH_NORM_H_
#define SYNFIRE_OPS_NN_BATCH_NORM_BATCH_NORM_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"

namespace synfire {

// batch_norm(x, scale, shift) {epsilon} -> y, mean, variance
OpDef BatchNormOp();
// batch_norm_grad(dy, x, scale, mean, variance) {epsilon}
//   -> dx like x, dscale [C], dshift [C]
//   with n the elements of a channel and z = (x - mean) / sqrt(variance +
//   epsilon):  dshift = sum(dy),  dscale = sum(dy * z),
//   dx = scale / sqrt(variance + epsilon) * (dy - dshift / n - z * dscale / n)
// dy is temporal exactly if x is.  FLOPs: 11 an element.
OpDef BatchNormGradOp();

// batch_norm(epsilon, momentum, scale_init, shift_init), with parameters
// "weight" (the scale) and "bias" (the shift) and states "running_mean" and
// "running_var", named and updated as torch's: in training with the batch's
// mean and unbiased variance (n / (n - 1) of the biased one); evaluation
// normalises by them (norm_apply).
LayerDef BatchNormLayer();

// The plain loops, f32 or f64, sums in double.
void ReferenceBatchNorm(const KernelProblem& problem, const KernelArgs& args);
void ReferenceBatchNormGrad(const KernelProblem& problem,
                            const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_BATCH_NORM_BATCH_NORM_H_
