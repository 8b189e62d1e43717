#include "ops/backend/cuda/backend.h"

#include "ops/backend/cuda/device/cuda_device.h"
#include "ops/backend/cuda/devices.h"
#include "ops/backend/cuda/products/product_context.h"

namespace synfire {

absl::StatusOr<Device*> OpenCudaBackend(const CudaBackendOptions& options) {
  SYNFIRE_RETURN_IF_ERROR(ExpectCudaBackend(DescribeCuda()));
  SYNFIRE_ASSIGN_OR_RETURN(Device* const device, OpenCudaDevice());
  SYNFIRE_RETURN_IF_ERROR(ProductContext::Open(device->name(), options.plans));
  return device;
}

}  // namespace synfire
