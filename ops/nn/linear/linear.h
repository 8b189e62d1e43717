// A fully connected layer.
//
//   y[n,o] = bias[o] + sum over i of weight[o,i] * x[n,i]
//
//   x [N,I], weight [O,I], bias? [O]  ->  y [N,O]
//   attributes: operands, result (ops/nn/operands/operands.h)
//   errors: a wrong rank; "weight is [10,4], expected [10,8]: ..."
//
// weight and bias are static; y is temporal if x is.  FLOPs: 2 a
// multiply-accumulate.
// Source: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
#ifndef SYNFIRE_OPS_NN_LINEAR_LINEAR_H_
#define SYNFIRE_OPS_NN_LINEAR_LINEAR_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"

namespace synfire {

// linear(x, weight, bias?) {operands, result} -> y
OpDef LinearOp();
// linear_grad_input(dy, weight) {operands} -> dx [N,I]
OpDef LinearGradInputOp();
// linear_grad_weight(x, dy) {operands} -> dweight [O,I], static: summed over
// rows and time steps.  Where one of the two is static, it holds for every
// step.
OpDef LinearGradWeightOp();

// linear(features, bias, init, bias_init, operands), with parameters "weight"
// and "bias".
// Images must pass a `flatten` first, which the error says.
LayerDef LinearLayer();

// The plain loops, f32 or f64, sums in double.
void ReferenceLinear(const KernelProblem& problem, const KernelArgs& args);
void ReferenceLinearGradInput(const KernelProblem& problem,
                              const KernelArgs& args);
void ReferenceLinearGradWeight(const KernelProblem& problem,
                               const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_LINEAR_LINEAR_H_
