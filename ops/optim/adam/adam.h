// Adam, and with decoupled weight decay AdamW.
//
//   g      = grad_scale grad (+ weight_decay param, unless decoupled)
//   param0 = param (* (1 - lr weight_decay), if decoupled)
//   m'     = beta1 m + (1 - beta1) g
//   v'     = beta2 v + (1 - beta2) g^2
//   n      = step + 1
//   param' = param0 - lr / (1 - beta1^n) m'
//                     / (sqrt(v') / sqrt(1 - beta2^n) + epsilon)
//
//   param, grad, m, v [*]   static, one real type; m and v start at 0
//   lr, grad_scale []       of that element type; grad_scale absent: 1
//   step []                 i64, from 0
//   next, next_m, next_v    like param
//
// The optimizers adam and adamw keep m and v as the states "PARAMETER.adam.m"
// and "PARAMETER.adam.v".
// Sources: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR
// 2015; Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR
// 2019.  Epsilon stands where torch.optim.Adam has it.
#ifndef SYNFIRE_OPS_OPTIM_ADAM_ADAM_H_
#define SYNFIRE_OPS_OPTIM_ADAM_ADAM_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"

namespace synfire {

OpDef AdamOp();
// adam(lr, beta1, beta2, epsilon, weight_decay = 0)
OptimizerDef AdamOptimizer();
// adamw(lr, beta1, beta2, epsilon, weight_decay = 0.01)
OptimizerDef AdamWOptimizer();

void ReferenceAdam(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_ADAM_ADAM_H_
