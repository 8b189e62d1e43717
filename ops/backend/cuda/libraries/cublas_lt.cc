#include "ops/backend/cuda/libraries/cublas_lt.h"

#include "ops/backend/cuda/libraries/dynamic_library.h"

namespace synfire {
namespace {

template <typename Function>
absl::Status Set(const DynamicLibrary& library, const char* name,
                 Function** function) {
  return library.Find(name, function);
}

absl::StatusOr<const CublasLt*> OpenNow() {
  SYNFIRE_ASSIGN_OR_RETURN(
      const DynamicLibrary library,
      DynamicLibrary::Open(absl::StrCat("libcublasLt.so.", CUBLAS_VER_MAJOR)));
  auto* const lt = new CublasLt();
  for (const absl::Status& status :
       {Set(library, "cublasLtGetVersion", &lt->get_version),
        Set(library, "cublasLtGetStatusName", &lt->status_name),
        Set(library, "cublasLtCreate", &lt->create),
        Set(library, "cublasLtMatmul", &lt->matmul),
        Set(library, "cublasLtMatmulDescCreate", &lt->product_create),
        Set(library, "cublasLtMatmulDescDestroy", &lt->product_destroy),
        Set(library, "cublasLtMatmulDescSetAttribute", &lt->product_set),
        Set(library, "cublasLtMatrixLayoutCreate", &lt->layout_create),
        Set(library, "cublasLtMatrixLayoutDestroy", &lt->layout_destroy),
        Set(library, "cublasLtMatmulPreferenceCreate", &lt->preference_create),
        Set(library, "cublasLtMatmulPreferenceDestroy",
            &lt->preference_destroy),
        Set(library, "cublasLtMatmulPreferenceSetAttribute",
            &lt->preference_set),
        Set(library, "cublasLtMatmulAlgoGetHeuristic", &lt->heuristic)}) {
    SYNFIRE_RETURN_IF_ERROR(status);
  }
  return lt;
}

}  // namespace

absl::StatusOr<const CublasLt*> CublasLt::Open() {
  static const auto* const opened =
      new absl::StatusOr<const CublasLt*>(OpenNow());
  return *opened;
}

absl::Status CublasLt::Check(cublasStatus_t status, const char* call) const {
  if (status == CUBLAS_STATUS_SUCCESS) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(call, ": ", status_name(status)));
}

std::string CublasLt::Version() const {
  const size_t number = get_version();  // 130002 is 13.0.2
  return absl::StrCat(number / 10000, ".", number % 10000 / 100, ".",
                      number % 100);
}

}  // namespace synfire
