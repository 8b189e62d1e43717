// Kernels by oneDNN: convolution and fully connected layers.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

// Of each op, best first.
std::vector<KernelCandidate> OneDnnKernels();
void AddOneDnnKernels(OpRegistry* registry);
// With operands = bf16 (ops/nn/operands/operands.h): "onednn:bf16".
void AddOneDnnBf16Kernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_
