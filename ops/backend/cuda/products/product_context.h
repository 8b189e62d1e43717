// What kernels by NVIDIA's libraries share: handles and measured plans.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PRODUCT_CONTEXT_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PRODUCT_CONTEXT_H_

#include "core/status.h"
#include "ops/backend/cuda/libraries/cublas_lt.h"
#include "ops/backend/cuda/libraries/cudnn.h"
#include "ops/backend/cuda/products/plan_cache.h"

namespace synfire {

struct ProductContext {
  const CublasLt* lt;
  cublasLtHandle_t lt_handle;
  const Cudnn* cudnn;
  cudnnHandle_t cudnn_handle;
  PlanCache plans;

  // Opens the libraries on the device that is current.  `plans`: the file of
  // measured plans; "" is PlanCache::DefaultPath.  Unavailable: what is
  // missing. The user's error: a file of plans that cannot be read.  REQUIRES:
  // it is the first call, or the same path.
  static absl::Status Open(const std::string& device_name,
                           const std::string& plans);
  // Or the reason for a kernel's refusal: it was not opened.
  static absl::StatusOr<ProductContext*> Get();
};

// Of workspace for one product: beyond it, plans are not asked for.
constexpr size_t kMostWorkspaceBytes = size_t{256} << 20;

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PRODUCT_CONTEXT_H_
