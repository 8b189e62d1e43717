// Every kernel for a CUDA device, in builds with CUDA.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_KERNELS_EVERY_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CUDA_KERNELS_EVERY_KERNEL_H_

#include "graph/op/registry.h"

namespace synfire {

// REQUIRES: all ops are in `registry` (ops/reference_ops.h).
void AddEveryCudaKernel(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_KERNELS_EVERY_KERNEL_H_
