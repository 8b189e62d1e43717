// cuBLASLt's functions, as far as they are used.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUBLAS_LT_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUBLAS_LT_H_

#include <cublasLt.h>

#include <string>

#include "core/status.h"

namespace synfire {

struct CublasLt {
  decltype(&cublasLtGetVersion) get_version;
  decltype(&cublasLtGetStatusName) status_name;
  decltype(&cublasLtCreate) create;
  decltype(&cublasLtMatmul) matmul;
  decltype(&cublasLtMatmulDescCreate) product_create;
  decltype(&cublasLtMatmulDescDestroy) product_destroy;
  decltype(&cublasLtMatmulDescSetAttribute) product_set;
  decltype(&cublasLtMatrixLayoutCreate) layout_create;
  decltype(&cublasLtMatrixLayoutDestroy) layout_destroy;
  decltype(&cublasLtMatmulPreferenceCreate) preference_create;
  decltype(&cublasLtMatmulPreferenceDestroy) preference_destroy;
  decltype(&cublasLtMatmulPreferenceSetAttribute) preference_set;
  decltype(&cublasLtMatmulAlgoGetHeuristic) heuristic;

  // Of this process, opened by the first call.  Unavailable: what is missing.
  static absl::StatusOr<const CublasLt*> Open();
  // OK, or Internal "CALL: CUBLAS_STATUS_...".
  absl::Status Check(cublasStatus_t status, const char* call) const;
  std::string Version() const;  // "13.0.2"
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUBLAS_LT_H_
