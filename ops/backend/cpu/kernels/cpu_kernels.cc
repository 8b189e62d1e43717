#include "ops/backend/cpu/kernels/cpu_kernels.h"

namespace synfire {

void AddCpuKernels(OpRegistry* registry) {
  AddCpuNormKernels(registry);
  AddCpuMaxPoolKernels(registry);
  AddCpuAvgPoolKernels(registry);
  AddCpuOptimizerKernels(registry);
  AddCpuElementKernels(registry);
  AddCpuLayoutKernels(registry);
}

}  // namespace synfire
