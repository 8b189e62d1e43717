// The average of each channel over the whole image.
//
//   y[n,c] = 1/(H*W) * sum over h, w of x[n,h,w,c]
//
//   x [N,H,W,C]  ->  y [N,C]; no attributes
//   errors: "x is [8,10], expected 4 axes [N,H,W,C]"
//
// Stateless.  FLOPs: one an element of x.
#ifndef SYNFIRE_OPS_NN_GLOBAL_AVG_POOL_GLOBAL_AVG_POOL_H_
#define SYNFIRE_OPS_NN_GLOBAL_AVG_POOL_GLOBAL_AVG_POOL_H_

#include "graph/op/op.h"

namespace synfire {

// global_avg_pool(x) -> y
OpDef GlobalAvgPoolOp();
// global_avg_pool_grad(dy) {size = [H,W]} -> dx [N,H,W,C] = dy / (H*W)
OpDef GlobalAvgPoolGradOp();

// The plain loops, f32 or f64, sums in double.
void ReferenceGlobalAvgPool(const KernelProblem& problem,
                            const KernelArgs& args);
void ReferenceGlobalAvgPoolGrad(const KernelProblem& problem,
                                const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_GLOBAL_AVG_POOL_GLOBAL_AVG_POOL_H_
