// batch_norm and norm_apply in parts, where a neuron normalises its own input
// (graph/passes/fuse_norm.h): what is normalised is then never in memory.
//
//   z[t,*,c] = (x[t,*,c] - mean[c]) * slope[c] + offset[c]
//
// norm_moments and norm_factors make the factors, the neuron's scan reads x and
// makes z (ops/neurons/scan_op.h), its gradient also sums over each channel
//   d_slope[c]  = sum(dz * (x - mean))
//   d_offset[c] = sum(dz)
// and norm_input_grad carries dz on to x.
#ifndef SYNFIRE_OPS_NN_NORM_SPLIT_NORM_SPLIT_H_
#define SYNFIRE_OPS_NN_NORM_SPLIT_NORM_SPLIT_H_

#include "graph/op/op.h"

namespace synfire {

// norm_moments(x [*,C], scale [C], shift [C]) {epsilon}
//   -> mean, variance, slope, offset, all [C] and static
// mean and variance as batch_norm's;
//   slope = scale / sqrt(variance + epsilon)
//   offset = shift, and what rounding the mean to x's type lost, times slope
// FLOPs: 4 an element of x.
OpDef NormMomentsOp();

// norm_factors(scale, shift, mean, variance) {epsilon} -> slope, offset
// The same of given statistics; all [C] and static; offset = shift.
OpDef NormFactorsOp();

// norm_input_grad(dz, x, scale, mean, variance, d_slope, d_offset) {epsilon}
//   -> dx like x, dscale [C], dshift [C]
// batch_norm_grad, given its sums:  with n the elements of a channel,
//   dx = scale / sqrt(variance + epsilon)
//        * (dz - d_offset / n
//           - (x - mean) / (variance + epsilon) * d_slope / n)
//   dscale = d_slope / sqrt(variance + epsilon),  dshift = d_offset
// dz is temporal exactly if x is; dx may take the memory of dz or x.  FLOPs: 6
// an element.
OpDef NormInputGradOp();

// The plain loops, f32 or f64, sums in double.
void ReferenceNormMoments(const KernelProblem& problem, const KernelArgs& args);
void ReferenceNormFactors(const KernelProblem& problem, const KernelArgs& args);
void ReferenceNormInputGrad(const KernelProblem& problem,
                            const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_NORM_SPLIT_NORM_SPLIT_H_
