// Mean cross entropy of softmax(logits) against the labels, smoothed by
// e = label_smoothing:
//
//   log p[n,k] = logits[n,k] - log sum over j of exp(logits[n,j])
//   q[n,k]     = (1 - e) [k = labels[n]] + e / K
//   loss       = - 1/N sum over n,k of q[n,k] log p[n,k]
//
//   logits [N,K]   static, real      labels [N]   static, i64, 0 to K-1
//   loss []        static, like logits
//
// cross_entropy_grad: dlogits[n,k] = dloss / N (p[n,k] - q[n,k]).
//
// The largest logit of a row is subtracted first, so no exp overflows.  A label
// outside 0 to K-1 makes the loss, and its row of the gradient, NaN.
// Errors: ops/loss/checks.h.
// Source: the smoothing is that of Szegedy et al., "Rethinking the Inception
// Architecture for Computer Vision", CVPR 2016.
#ifndef SYNFIRE_OPS_LOSS_CROSS_ENTROPY_CROSS_ENTROPY_H_
#define SYNFIRE_OPS_LOSS_CROSS_ENTROPY_CROSS_ENTROPY_H_

#include "graph/op/op.h"

namespace synfire {

OpDef CrossEntropyOp();
OpDef CrossEntropyGradOp();

void ReferenceCrossEntropy(const KernelProblem& problem,
                           const KernelArgs& args);
void ReferenceCrossEntropyGrad(const KernelProblem& problem,
                               const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_LOSS_CROSS_ENTROPY_CROSS_ENTROPY_H_
