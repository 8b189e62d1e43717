// The largest value in each window of an image.
//
//   y[n,p,q,c] = max over kh, kw of x[n, p*stride - pad + kh,
//                                        q*stride - pad + kw, c]
//
// over the taps that read inside the image.  argmax is kh * KW + kw of that
// tap, the first in this order where several are equal; a NaN counts as
// largest.
//
//   x [N,H,W,C]  ->  y [N,P,Q,C], argmax u8 [N,P,Q,C]
//   attributes: kernel, stride, pad (ops/nn/window/window.h)
//   errors: a wrong rank; "pad = 2 is more than half of kernel 3x3";
//           "kernel 16x17 has 272 taps, expected at most 255: argmax is a byte"
//
// Stateless.  FLOPs: one comparison a tap.
// Source: https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
#ifndef SYNFIRE_OPS_NN_MAX_POOL2D_MAX_POOL2D_H_
#define SYNFIRE_OPS_NN_MAX_POOL2D_MAX_POOL2D_H_

#include "graph/op/op.h"

namespace synfire {

// max_pool2d(x) {kernel, stride, pad} -> y, argmax
OpDef MaxPool2dOp();
// max_pool2d_grad(dy, argmax) {.., size = [H,W]} -> dx [N,H,W,C]: each dy goes
// to the place that argmax names.  Its places must lie inside the image.
OpDef MaxPool2dGradOp();

// The plain loops, f32 or f64, sums in double.
void ReferenceMaxPool2d(const KernelProblem& problem, const KernelArgs& args);
void ReferenceMaxPool2dGrad(const KernelProblem& problem,
                            const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_MAX_POOL2D_MAX_POOL2D_H_
