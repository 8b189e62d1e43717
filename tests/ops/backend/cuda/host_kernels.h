// The device's kernels of all ops but neurons that scan, as candidates that run
// on the host.
#ifndef SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_KERNELS_H_
#define SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_KERNELS_H_

#include <string>
#include <vector>

#include "graph/op/registry.h"
#include "ops/backend/cuda/launch/kernel_list.h"

namespace synfire {

// Adds "cuda:in_order" and "cuda:reversed" for a kind of device: kCpu, or one
// of the tests whose stream is a HostStream.  REQUIRES: the ops are in
// `registry`.
void AddHostKernels(const std::string& device, OpRegistry* registry);

// What the build compiles of them with nvcc.
std::vector<ListedKernel> ListedHostKernels();

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_KERNELS_H_
