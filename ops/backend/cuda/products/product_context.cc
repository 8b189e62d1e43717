#include "ops/backend/cuda/products/product_context.h"

#include <cuda_runtime_api.h>

#include "graph/op/kernel.h"

namespace synfire {
namespace {

ProductContext* opened = nullptr;

}  // namespace

absl::Status ProductContext::Open(const std::string& device_name,
                                  const std::string& plans) {
  if (opened != nullptr) return absl::OkStatus();
  ProductContext context = {};
  SYNFIRE_ASSIGN_OR_RETURN(context.lt, CublasLt::Open());
  SYNFIRE_ASSIGN_OR_RETURN(context.cudnn, Cudnn::Open());
  SYNFIRE_RETURN_IF_ERROR(context.lt->Check(
      context.lt->create(&context.lt_handle), "cublasLtCreate"));
  SYNFIRE_RETURN_IF_ERROR(context.cudnn->Check(
      context.cudnn->create(&context.cudnn_handle), "cudnnCreate"));
  const std::string made_for =
      absl::StrCat(device_name, ", CUDA ", CUDART_VERSION / 1000, ".",
                   CUDART_VERSION % 1000 / 10, ", cuBLASLt ",
                   context.lt->Version(), ", cuDNN ", context.cudnn->Version());
  SYNFIRE_ASSIGN_OR_RETURN(
      context.plans,
      PlanCache::Open(plans.empty() ? PlanCache::DefaultPath(made_for) : plans,
                      made_for));
  opened = new ProductContext(std::move(context));
  return absl::OkStatus();
}

absl::StatusOr<ProductContext*> ProductContext::Get() {
  if (opened != nullptr) return opened;
  return Refuse("no CUDA device is open");
}

}  // namespace synfire
