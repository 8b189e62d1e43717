// Convolution of images, channels last; torch's (a cross-correlation).
//
//   y[n,p,q,o] = bias[o] + sum over kh, kw, i of
//       weight[o,i,kh,kw] * x[n, p*stride - pad + kh*dilation,
//                                q*stride - pad + kw*dilation, first(o) + i]
//
// with zeros where x is read outside, and first(o) the first of the C/groups
// input channels of o's group.
//
//   x [N,H,W,C], weight [O,C/groups,KH,KW], bias? [O]  ->  y [N,P,Q,O]
//   attributes: stride, pad, dilation (ops/nn/window/window.h), groups,
//               operands, result (ops/nn/operands/operands.h)
//   errors: a wrong rank; "groups = 3 does not divide the 4 channels of x";
//           "kernel 5x5 does not fit the 3x3 input with pad 0"
//
// weight and bias are static; y is temporal if x is.  FLOPs: 2 a
// multiply-accumulate, those that read padding included.
// Source: https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
#ifndef SYNFIRE_OPS_NN_CONV2D_CONV2D_H_
#define SYNFIRE_OPS_NN_CONV2D_CONV2D_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"
#include "ops/nn/window/window.h"

namespace synfire {

// conv2d(x, weight, bias?) {stride, pad, dilation, groups, operands, result}
//   -> y
OpDef Conv2dOp();
// conv2d_grad_input(dy, weight) {.., size = [H,W]} -> dx [N,H,W,C]
OpDef Conv2dGradInputOp();
// conv2d_grad_weight(x, dy) {.., kernel = [KH,KW]} -> dweight, static: summed
// over images and time steps.  Where one of the two is static, it holds for
// every step.
OpDef Conv2dGradWeightOp();

// conv2d(channels, kernel, stride, pad, dilation, groups, bias, init,
// bias_init, operands), with parameters "weight" and "bias".
LayerDef Conv2dLayer();

// The sizes of a problem of any of the three ops, for kernels.
struct Conv2dSizes {
  Window window;
  int64_t groups;
  Pair input, output;                   // height and width
  int64_t in_channels, out_channels;    // of all groups
  int64_t group_inputs, group_outputs;  // of one group
  int64_t rows;                         // images: N, times T where temporal

  int64_t input_size() const {  // elements of one image
    return input[kHeight] * input[kWidth] * in_channels;
  }
  int64_t output_size() const {
    return output[kHeight] * output[kWidth] * out_channels;
  }
  // Multiply-accumulates of the problem, or the largest int64.
  int64_t multiplications() const;
};
Conv2dSizes SizesOfConv2d(const KernelProblem& problem);
Conv2dSizes SizesOfConv2dGradInput(const KernelProblem& problem);
Conv2dSizes SizesOfConv2dGradWeight(const KernelProblem& problem);

// "groups = 3 does not divide the 4 channels of x".
absl::Status ExpectGroups(int64_t groups, int64_t channels,
                          absl::string_view of);

// The plain loops, f32 or f64, sums in double.
void ReferenceConv2d(const KernelProblem& problem, const KernelArgs& args);
void ReferenceConv2dGradInput(const KernelProblem& problem,
                              const KernelArgs& args);
void ReferenceConv2dGradWeight(const KernelProblem& problem,
                               const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_CONV2D_CONV2D_H_
