// The CUDA backend as a whole: what --device cuda opens.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_BACKEND_H_
#define SYNFIRE_OPS_BACKEND_CUDA_BACKEND_H_

#include <string>

#include "core/device.h"
#include "core/status.h"

namespace synfire {

struct CudaBackendOptions {
  // The file of measured plans (ops/backend/cuda/products/plan_cache.h); "" is
  // one in the user's cache folder.
  std::string plans;
};

// The device, with cuBLASLt and cuDNN; lives as long as the process.  Its
// kernels are in AllOps() where the program links :kernels.  Unavailable: how
// the program was built, and what is missing.  The user's error: a file of
// plans that cannot be read.
absl::StatusOr<Device*> OpenCudaBackend(const CudaBackendOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_BACKEND_H_
