#include "ops/backend/cuda/kernels/cuda_kernels.h"

#include "ops/backend/cuda/kernels/all_kernels.h"
#include "ops/backend/cuda/launch/device_launcher.h"

namespace synfire {

void AddCudaKernels(OpRegistry* registry) {
  AddAllCudaKernels<DeviceLauncher>({"cuda", "cuda", registry});
}

}  // namespace synfire
