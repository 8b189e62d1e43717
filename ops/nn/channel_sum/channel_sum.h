// The sum over all axes but the last, and over time: a bias's gradient.
//
//   y[c] = sum over t and * of x[t,*,c]
//
//   x [*,C]  ->  y [C], static; no attributes
//   errors: "x is [], expected at least 1 axis [*,C]"
//
// FLOPs: one an element of x.  Not differentiable.
#ifndef SYNFIRE_OPS_NN_CHANNEL_SUM_CHANNEL_SUM_H_
#define SYNFIRE_OPS_NN_CHANNEL_SUM_CHANNEL_SUM_H_

#include "graph/op/op.h"

namespace synfire {

OpDef ChannelSumOp();

// The plain loop, f32 or f64, sums in double.
void ReferenceChannelSum(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_CHANNEL_SUM_CHANNEL_SUM_H_
