// Kernels by oneDNN: convolution and fully connected layers in f32.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

// Of each op, best first.
std::vector<KernelCandidate> OneDnnKernels();
void AddOneDnnKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_ONEDNN_KERNELS_H_
