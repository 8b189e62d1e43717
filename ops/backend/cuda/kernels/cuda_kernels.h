// The kernels of all ops but neurons that scan (ops/backend/cuda/neuron_scan),
// convolutions and linear layers on a CUDA device, in builds with CUDA.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_KERNELS_CUDA_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_KERNELS_CUDA_KERNELS_H_

#include "graph/op/registry.h"

namespace synfire {

// Candidates "cuda".  Their arguments are in the device's memory.  REQUIRES:
// the ops of ops/math, ops/nn, ops/neurons, ops/loss and ops/optim are in
// `registry`.
void AddCudaKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_KERNELS_CUDA_KERNELS_H_
