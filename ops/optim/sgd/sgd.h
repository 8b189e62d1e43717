// Stochastic gradient descent with momentum, Nesterov's or the plain one.
//
//   g         = grad_scale grad + weight_decay param
//   velocity' = momentum velocity + (1 - dampening) g;   in step 0 with
//               dampening: momentum velocity + g
//   d         = velocity', with nesterov g + momentum velocity', without
//               momentum g
//   param'    = param - lr d
//
//   param, grad, velocity [*]   static, one real type; the velocity starts at 0
//                               and is absent without momentum
//   lr, grad_scale []           of that element type; grad_scale absent: 1
//   step []                     i64, from 0; needed with dampening alone
//   next, next_velocity         like param; without momentum the second is [0]
//
// The optimizer sgd keeps the velocity as the state "PARAMETER.sgd.velocity".
// Errors: "momentum = 0.9 needs a velocity", and the converse; "nesterov needs
// momentum > 0 and dampening = 0".
// Source: the order of operations is that of torch.optim.SGD.
#ifndef SYNFIRE_OPS_OPTIM_SGD_SGD_H_
#define SYNFIRE_OPS_OPTIM_SGD_SGD_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"

namespace synfire {

OpDef SgdOp();
// sgd(lr, momentum, dampening, nesterov, weight_decay)
OptimizerDef SgdOptimizer();

void ReferenceSgd(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_SGD_SGD_H_
