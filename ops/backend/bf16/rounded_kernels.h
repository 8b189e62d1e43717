// Convolutions, linear layers and their gradients with operands = bf16
// (ops/nn/operands/operands.h) on any machine: the operands are rounded into
// scratch, the fastest f32 kernel, lists of spikes included, does the rest, and
// a result in bf16 is rounded from scratch.
// Behind "onednn:bf16" (ops/backend/onednn/bf16.h), which has instructions for
// it.
//
//   rounded:avx512, rounded:avx2, rounded:portable   what rounds
//
// A packed x (graph/op/kernel.h) is bfloat16 as it is.
#ifndef SYNFIRE_OPS_BACKEND_BF16_ROUNDED_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_BF16_ROUNDED_KERNELS_H_

#include "graph/op/registry.h"

namespace synfire {

// REQUIRES: the ops are in `registry`.
void AddRoundedKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BF16_ROUNDED_KERNELS_H_
