// One list of the kernels of all ops but neurons that scan, convolutions and
// linear layers, for whatever runs bodies.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_KERNELS_ALL_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_KERNELS_ALL_KERNELS_H_

#include "ops/backend/cuda/elements/connect_kernels.h"
#include "ops/backend/cuda/elements/element_kernels.h"
#include "ops/backend/cuda/elements/move_kernels.h"
#include "ops/backend/cuda/losses/loss_kernels.h"
#include "ops/backend/cuda/norms/norm_kernels.h"
#include "ops/backend/cuda/pools/pool_kernels.h"
#include "ops/backend/cuda/psn/psn_kernels.h"
#include "ops/backend/cuda/updates/update_kernels.h"

namespace synfire {

// REQUIRES: the ops of ops/math, ops/nn, ops/neurons, ops/loss and ops/optim
// are in the registry.
template <class Launcher>
void AddAllCudaKernels(const CandidateAdder& add) {
  AddCudaElementKernels<Launcher>(add);
  AddCudaConnectKernels<Launcher>(add);
  AddCudaMoveKernels<Launcher>(add);
  AddCudaNormKernels<Launcher>(add);
  AddCudaPoolKernels<Launcher>(add);
  AddCudaPsnKernels<Launcher>(add);
  AddCudaLossKernels<Launcher>(add);
  AddCudaUpdateKernels<Launcher>(add);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_KERNELS_ALL_KERNELS_H_
