// The CPU's own kernels beside the neurons': norm, pooling, element-wise ops,
// moves, optimizers.
// f32, parallel, vectorised; no result depends on the number of threads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_CPU_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_CPU_KERNELS_H_

#include "graph/op/registry.h"

namespace synfire {

// REQUIRES: the ops they compute are registered.
void AddCpuKernels(OpRegistry* registry);

void AddCpuBatchNormKernels(OpRegistry* registry);
void AddCpuNormApplyKernels(OpRegistry* registry);
void AddCpuMaxPoolKernels(OpRegistry* registry);
void AddCpuAvgPoolKernels(OpRegistry* registry);
void AddCpuConnectKernels(OpRegistry* registry);
void AddCpuElementKernels(OpRegistry* registry);
void AddCpuDropoutKernels(OpRegistry* registry);
void AddCpuTimeKernels(OpRegistry* registry);
void AddCpuLayoutKernels(OpRegistry* registry);
void AddCpuOptimizerKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_CPU_KERNELS_H_
