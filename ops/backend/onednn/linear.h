// linear, linear_grad_input and linear_grad_weight (ops/nn/linear/linear.h) in
// f32, as oneDNN's inner product on arrays as they are: "onednn:inner_product".
// Weights in a form of oneDNN's choosing are faster by less than the reorder
// they would need in each step.
//
// With operands = bf16 (ops/nn/operands/operands.h): "onednn:bf16" (bf16.h),
// where only weights in a form of its choosing are fast.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_LINEAR_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_LINEAR_H_

#include <vector>

#include "graph/op/kernel.h"

namespace synfire {

void AddOneDnnLinear(std::vector<KernelCandidate>* kernels);
void AddOneDnnBf16Linear(std::vector<KernelCandidate>* kernels);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_LINEAR_H_
