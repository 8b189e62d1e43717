// The average over each window of an image.
//
//   y[n,p,q,c] = 1/count * sum over kh, kw of x[n, p*stride - pad + kh,
//                                                  q*stride - pad + kw, c]
//
// with zeros where x is read outside.  count is KH * KW or, without
// count_include_pad, the number of taps that read inside.
//
//   x [N,H,W,C]  ->  y [N,P,Q,C]
//   attributes: kernel, stride, pad (ops/nn/window/window.h),
//               count_include_pad
//   errors: a wrong rank; "pad = 2 is more than half of kernel 3x3"
//
// Stateless.  FLOPs: one a tap.
// Source: https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
#ifndef SYNFIRE_OPS_NN_AVG_POOL2D_AVG_POOL2D_H_
#define SYNFIRE_OPS_NN_AVG_POOL2D_AVG_POOL2D_H_

#include "graph/op/op.h"

namespace synfire {

// avg_pool2d(x) {kernel, stride, pad, count_include_pad} -> y
OpDef AvgPool2dOp();
// avg_pool2d_grad(dy) {.., size = [H,W]} -> dx [N,H,W,C]
OpDef AvgPool2dGradOp();

// The plain loops, f32 or f64, sums in double.
void ReferenceAvgPool2d(const KernelProblem& problem, const KernelArgs& args);
void ReferenceAvgPool2dGrad(const KernelProblem& problem,
                            const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_AVG_POOL2D_AVG_POOL2D_H_
