#include "ops/backend/cuda/products/linear.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "graph/op/op.h"
#include "ops/backend/cuda/device/cuda_device.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/products/linear_kernel.h"
#include "ops/backend/cuda/products/plan_choice.h"
#include "ops/backend/cuda/products/product_context.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

constexpr int kMostPlans = 8;

// A MatrixProduct as cuBLASLt describes it.
class Described {
 public:
  Described(const CublasLt* lt, const MatrixProduct& product) : lt_(*lt) {
    Check(lt_.product_create(&product_, CUBLAS_COMPUTE_32F, CUDA_R_32F),
          "cublasLtMatmulDescCreate");
    Set(CUBLASLT_MATMUL_DESC_TRANSA, Operation(product.a_transposed));
    Set(CUBLASLT_MATMUL_DESC_TRANSB, Operation(product.b_transposed));
    if (product.biased) {
      Set(CUBLASLT_MATMUL_DESC_EPILOGUE, CUBLASLT_EPILOGUE_BIAS);
    }
    Layout(&a_, product.a_rows(), product.a_columns(), product.a_stride);
    Layout(&b_, product.b_rows(), product.b_columns(), product.b_stride);
    Layout(&c_, product.m, product.n, product.c_stride);
  }
  ~Described() {
    for (cublasLtMatrixLayout_t layout : {a_, b_, c_}) {
      if (layout != nullptr) lt_.layout_destroy(layout);
    }
    if (product_ != nullptr) lt_.product_destroy(product_);
  }
  Described(const Described&) = delete;
  Described& operator=(const Described&) = delete;

  const absl::Status& status() const { return status_; }

  // The library's plans for it, best first.
  absl::StatusOr<std::vector<cublasLtMatmulHeuristicResult_t>> Plans(
      cublasLtHandle_t handle) const {
    cublasLtMatmulPreference_t preference = nullptr;
    SYNFIRE_RETURN_IF_ERROR(lt_.Check(lt_.preference_create(&preference),
                                      "cublasLtMatmulPreferenceCreate"));
    const size_t workspace = kMostWorkspaceBytes;
    // Never in place, in the order in which blocks come.
    const uint32_t reductions = CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE;
    // Of values in the arena; the library takes it to be 256 otherwise.
    const uint32_t alignment = 64;
    for (const auto name : {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES,
                            CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES,
                            CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES,
                            CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES}) {
      lt_.preference_set(preference, name, &alignment, sizeof alignment);
    }
    lt_.preference_set(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
                       &workspace, sizeof workspace);
    lt_.preference_set(preference, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK,
                       &reductions, sizeof reductions);
    std::vector<cublasLtMatmulHeuristicResult_t> plans(kMostPlans);
    int found = 0;
    const absl::Status status =
        lt_.Check(lt_.heuristic(handle, product_, a_, b_, c_, c_, preference,
                                kMostPlans, plans.data(), &found),
                  "cublasLtMatmulAlgoGetHeuristic");
    lt_.preference_destroy(preference);
    SYNFIRE_RETURN_IF_ERROR(status);
    plans.resize(found);
    return plans;
  }

  void SetBias(const void* bias) {
    Set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias);
  }

  absl::Status Multiply(cublasLtHandle_t handle,
                        const cublasLtMatmulHeuristicResult_t& plan,
                        const float* a, const float* b, float* c,
                        void* workspace, void* stream) const {
    const float one = 1, zero = 0;
    return lt_.Check(
        lt_.matmul(handle, product_, &one, a, a_, b, b_, &zero, c, c_, c, c_,
                   &plan.algo, workspace, plan.workspaceSize,
                   static_cast<cudaStream_t>(stream)),
        "cublasLtMatmul");
  }

 private:
  static cublasOperation_t Operation(bool transposed) {
    return transposed ? CUBLAS_OP_T : CUBLAS_OP_N;
  }
  template <typename T>
  void Set(cublasLtMatmulDescAttributes_t name, const T& value) {
    Check(lt_.product_set(product_, name, &value, sizeof value),
          "cublasLtMatmulDescSetAttribute");
  }
  void Layout(cublasLtMatrixLayout_t* layout, int64_t rows, int64_t columns,
              int64_t stride) {
    Check(lt_.layout_create(layout, CUDA_R_32F, rows, columns, stride),
          "cublasLtMatrixLayoutCreate");
  }
  void Check(cublasStatus_t status, const char* call) {
    if (status_.ok()) status_ = lt_.Check(status, call);
  }

  const CublasLt& lt_;
  absl::Status status_;
  cublasLtMatmulDesc_t product_ = nullptr;
  cublasLtMatrixLayout_t a_ = nullptr, b_ = nullptr, c_ = nullptr;
};

class CublasLtProduct : public ProductLibrary {
 public:
  CublasLtProduct(ProductContext* context, const std::string& key,
                  std::unique_ptr<Described> described,
                  std::vector<cublasLtMatmulHeuristicResult_t> plans)
      : context_(*context),
        described_(std::move(described)),
        plans_(std::move(plans)),
        choice_(&context->plans, key, static_cast<int>(plans_.size())) {}

  size_t workspace_bytes() const override {
    size_t most = 0;
    for (const auto& plan : plans_) most = std::max(most, plan.workspaceSize);
    return most;
  }
  std::string Plan() const override { return choice_.Text(); }

  void Multiply(void* stream, const float* a, const float* b, const float* bias,
                float* c, void* workspace) override {
    if (bias != nullptr) described_->SetBias(bias);
    CudaQueue& queue = CudaQueue::Of(stream);
    choice_.Run(&queue, [&](int plan) -> absl::Status {
      SYNFIRE_RETURN_IF_ERROR(described_->status());
      return described_->Multiply(context_.lt_handle, plans_[plan], a, b, c,
                                  workspace, queue.handle);
    });
  }

 private:
  ProductContext& context_;
  const std::unique_ptr<Described> described_;
  const std::vector<cublasLtMatmulHeuristicResult_t> plans_;
  PlanChoice choice_;
};

template <MatrixProduct (*kProduct)(const KernelProblem&), bool kSums>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_ASSIGN_OR_RETURN(ProductContext* const context,
                           ProductContext::Get());
  const MatrixProduct product = kProduct(problem);
  auto described = std::make_unique<Described>(context->lt, product);
  SYNFIRE_RETURN_IF_ERROR(described->status());
  SYNFIRE_ASSIGN_OR_RETURN(auto plans, described->Plans(context->lt_handle));
  if (plans.empty()) {
    return Refuse("cuBLASLt ", context->lt->Version(), " has no plan for ",
                  product.Key(problem.op->name()));
  }
  return std::make_unique<LinearKernel<DeviceLauncher>>(
      product, kSums ? TimeSum(problem) : TimeSum(),
      std::make_unique<CublasLtProduct>(
          context, product.Key(problem.op->name()), std::move(described),
          std::move(plans)));
}

}  // namespace

void AddCudaLinear(OpRegistry* registry) {
  const auto add = [&](const char* op,
                       KernelOrRefusal (*make)(const KernelProblem&)) {
    registry->AddKernel({op, "cublaslt", make, {}, {}, kCuda});
  };
  add("linear", Make<ProductOfLinear, false>);
  add("linear_grad_input", Make<ProductOfLinearGradInput, false>);
  add("linear_grad_weight", Make<ProductOfLinearGradWeight, true>);
}

}  // namespace synfire
