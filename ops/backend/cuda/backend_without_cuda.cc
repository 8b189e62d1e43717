#include "ops/backend/cuda/backend.h"
#include "ops/backend/cuda/devices.h"

namespace synfire {

absl::StatusOr<Device*> OpenCudaBackend(const CudaBackendOptions&) {
  return ExpectCudaDevice(DescribeCuda());
}

}  // namespace synfire
