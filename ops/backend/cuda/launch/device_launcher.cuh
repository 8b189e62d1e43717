// Bodies (block.h) as kernels.  Included by what kernel_list.bzl generates.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_CUH_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_CUH_

#include <cuda_runtime.h>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/device_launcher.h"

namespace synfire {
namespace internal {

template <int kPhase, class Body>
__device__ __forceinline__ void RunPhases(const Body& body, Place at,
                                          typename Body::Shared* shared) {
  body.template Run<kPhase>(at, shared);
  if constexpr (kPhase + 1 < Body::kPhases) {
    __syncthreads();
    RunPhases<kPhase + 1>(body, at, shared);
  }
}

template <class Body>
__global__ void __launch_bounds__(Body::kThreads)
    RunBody(const __grid_constant__ Body body) {
  __shared__ typename Body::Shared shared;
  RunPhases<0>(
      body,
      Place{static_cast<int64_t>(blockIdx.x), static_cast<int>(threadIdx.x)},
      &shared);
}

}  // namespace internal

template <class Body>
int LaunchOnDevice(const Body& body, int64_t blocks, void* stream) {
  if (blocks > INT32_MAX) return cudaErrorInvalidConfiguration;
  internal::RunBody<<<static_cast<unsigned>(blocks), Body::kThreads, 0,
                      static_cast<cudaStream_t>(stream)>>>(body);
  return cudaGetLastError();
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_CUH_
