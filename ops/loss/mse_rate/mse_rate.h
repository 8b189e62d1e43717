// Mean squared distance of firing rates from the one-hot target:
//
//   loss = 1/(N K) sum over n,k of (rates[n,k] - [k = labels[n]])^2
//
//   rates [N,K]   static, real, the mean over time of the output spikes
//   labels [N]    static, i64, 0 to K-1
//   loss []       static, like rates
//
// mse_rate_grad: drates[n,k] = 2 dloss / (N K) (rates[n,k] - [k = labels[n]]).
//
// A label outside 0 to K-1 makes the loss, and its row of the gradient, NaN.
// Errors: ops/loss/checks.h.
#ifndef SYNFIRE_OPS_LOSS_MSE_RATE_MSE_RATE_H_
#define SYNFIRE_OPS_LOSS_MSE_RATE_MSE_RATE_H_

#include "graph/op/op.h"

namespace synfire {

OpDef MseRateOp();
OpDef MseRateGradOp();

void ReferenceMseRate(const KernelProblem& problem, const KernelArgs& args);
void ReferenceMseRateGrad(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_LOSS_MSE_RATE_MSE_RATE_H_
