#include "ops/backend/cpu/kernels/cpu_kernels.h"

namespace synfire {

void AddCpuKernels(OpRegistry* registry) {
  AddCpuNormKernels(registry);
  AddCpuPoolKernels(registry);
  AddCpuOptimizerKernels(registry);
  AddCpuLayoutKernels(registry);
}

}  // namespace synfire
