// A convolution as cuDNN's graph API describes it, and the plans for it.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_GRAPH_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_GRAPH_H_

#include <vector>

#include "core/status.h"
#include "ops/backend/cuda/libraries/cudnn.h"
#include "ops/backend/cuda/products/convolution_problem.h"

namespace synfire {

// One operation and its tensors, finished, that is: checked by the library,
// which needs no device for it.
class ConvolutionGraph {
 public:
  // An error in the library's words, with the problem.
  static absl::StatusOr<ConvolutionGraph> Describe(
      const Cudnn* cudnn, const ConvolutionProblem& problem);

  struct Plan {
    CudnnDescriptor plan;
    int64_t workspace_bytes;
  };
  // At most `most`, best first by the library's heuristics: f32 throughout,
  // without TF32 or other rounding of operands, sums in a fixed order, no more
  // workspace than kMostWorkspaceBytes.
  absl::StatusOr<std::vector<Plan>> Plans(cudnnHandle_t handle, int most) const;

  // Null: the workspace that a plan asks for is 0 bytes.
  absl::Status Execute(cudnnHandle_t handle, const Plan& plan, const void* x,
                       const void* weight, const void* y,
                       void* workspace) const;

 private:
  explicit ConvolutionGraph(const Cudnn* cudnn) : cudnn_(cudnn) {}
  absl::Status AddTensor(int64_t id, const ConvolutionTensor& tensor);
  absl::Status AddOperation(const ConvolutionProblem& problem);
  absl::StatusOr<std::vector<CudnnDescriptor>> Configurations(
      const CudnnDescriptor& graph, cudnnBackendHeurMode_t mode) const;
  absl::StatusOr<bool> IsExact(const CudnnDescriptor& configuration) const;

  const Cudnn* cudnn_;
  std::vector<CudnnDescriptor> tensors_;     // x, weight, y
  std::vector<CudnnDescriptor> operations_;  // the convolution, and what it is
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_GRAPH_H_
