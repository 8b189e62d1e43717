// How many rows of the logits are largest at their label:
//
//   count = number of n with argmax over k of logits[n,k] = labels[n]
//
//   logits [N,K]   static, real      labels [N]   static, i64
//   count []       static, i64
//
// Of equal logits the first is the largest.  A row with a NaN is not counted.
// Not differentiable.  Errors: ops/loss/checks.h.
#ifndef SYNFIRE_OPS_LOSS_CORRECT_COUNT_CORRECT_COUNT_H_
#define SYNFIRE_OPS_LOSS_CORRECT_COUNT_CORRECT_COUNT_H_

#include "graph/op/op.h"

namespace synfire {

OpDef CorrectCountOp();

void ReferenceCorrectCount(const KernelProblem& problem,
                           const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_LOSS_CORRECT_COUNT_CORRECT_COUNT_H_
