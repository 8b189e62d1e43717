#include "ops/backend/cpu/kernels/cpu_kernels.h"

namespace synfire {

void AddCpuKernels(OpRegistry* registry) {
  AddCpuBatchNormKernels(registry);
  AddCpuNormApplyKernels(registry);
  AddCpuMaxPoolKernels(registry);
  AddCpuAvgPoolKernels(registry);
  AddCpuConnectKernels(registry);
  AddCpuElementKernels(registry);
  AddCpuDropoutKernels(registry);
  AddCpuTimeKernels(registry);
  AddCpuLayoutKernels(registry);
  AddCpuOptimizerKernels(registry);
}

}  // namespace synfire
