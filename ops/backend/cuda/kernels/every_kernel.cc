#include "ops/backend/cuda/kernels/every_kernel.h"

#include "ops/backend/cuda/kernels/cuda_kernels.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/products/convolution.h"
#include "ops/backend/cuda/products/linear.h"

namespace synfire {

void AddEveryCudaKernel(OpRegistry* registry) {
  AddCudaNeuronKernels(registry);
  AddCudaKernels(registry);
  AddCudaLinear(registry);
  AddCudaConvolutions(registry);
}

}  // namespace synfire
