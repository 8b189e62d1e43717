// 3x3 convolutions of stride 1 in f32 with a quarter to a half of the
// multiplications (winograd_conv2d.h, winograd_grad_weight.h), at a relative
// RMS error below 2e-6.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_KERNELS_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

// winograd:avx512, winograd:avx2 and winograd:portable, for each op best first.
std::vector<KernelCandidate> WinogradKernels();
void AddWinogradKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_KERNELS_H_
