// The CUDA device that a process computes on.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_DEVICE_CUDA_DEVICE_H_
#define SYNFIRE_OPS_BACKEND_CUDA_DEVICE_CUDA_DEVICE_H_

#include "core/device.h"
#include "core/status.h"

namespace synfire {

// Device::kind, and KernelCandidate::device.
constexpr char kCuda[] = "cuda";

// The first one that is new enough (ExpectCudaDevice); CUDA_VISIBLE_DEVICES
// chooses among several.  The same at every call; it lives as long as the
// process.  Unavailable: how the program was built, and what is missing.
absl::StatusOr<Device*> OpenCudaDevice();

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_DEVICE_CUDA_DEVICE_H_
