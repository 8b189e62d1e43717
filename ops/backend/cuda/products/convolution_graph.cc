#include "ops/backend/cuda/products/convolution_graph.h"

#include <algorithm>
#include <utility>

#include "ops/backend/cuda/products/product_context.h"

namespace synfire {
namespace {

enum TensorId : int64_t { kX = 1, kWeight, kY };

// What the heuristics are asked for: more than are kept, most of which compute
// in another precision.
constexpr int64_t kMostConfigurations = 64;

template <size_t kCount>
std::vector<int64_t> Numbers(const std::array<int64_t, kCount>& numbers) {
  return {numbers.begin(), numbers.end()};
}

// An operation's name and those of its attributes.
struct OperationNames {
  cudnnBackendDescriptorType_t type;
  cudnnBackendAttributeName_t x, weight, y, convolution, alpha, beta;
};

OperationNames NamesOf(ConvolutionPass pass) {
  switch (pass) {
    case ConvolutionPass::kForward:
      return {CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA,
              CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA};
    case ConvolutionPass::kGradInput:
      return {CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA,
              CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA};
    case ConvolutionPass::kGradWeight:
      break;
  }
  return {CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA,
          CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA};
}

bool IsInexact(cudnnBackendNumericalNote_t note) {
  switch (note) {
    case CUDNN_NUMERICAL_NOTE_TENSOR_CORE:  // of f32: TF32
    case CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS:
    case CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION:
    case CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC:
    case CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_6x6:
    case CUDNN_NUMERICAL_NOTE_WINOGRAD_TILE_13x13:
      return true;
    default:
      return false;
  }
}

}  // namespace

absl::StatusOr<ConvolutionGraph> ConvolutionGraph::Describe(
    const Cudnn* cudnn, const ConvolutionProblem& problem) {
  ConvolutionGraph graph(cudnn);
  absl::Status status = graph.AddTensor(kX, problem.x);
  if (status.ok()) status = graph.AddTensor(kWeight, problem.weight);
  if (status.ok()) status = graph.AddTensor(kY, problem.y);
  if (status.ok()) status = graph.AddOperation(problem);
  if (!status.ok()) return Annotate(status, problem.Key() + ": ");
  return graph;
}

absl::Status ConvolutionGraph::AddTensor(int64_t id,
                                         const ConvolutionTensor& tensor) {
  constexpr int64_t kAlignment = 64;  // of values in the arena
  tensors_.emplace_back(cudnn_, CUDNN_BACKEND_TENSOR_DESCRIPTOR);
  return tensors_.back()
      .Set(CUDNN_ATTR_TENSOR_DATA_TYPE, CUDNN_TYPE_DATA_TYPE, CUDNN_DATA_FLOAT)
      .SetInts(CUDNN_ATTR_TENSOR_DIMENSIONS, Numbers(tensor.dims))
      .SetInts(CUDNN_ATTR_TENSOR_STRIDES, Numbers(tensor.strides))
      .SetInts(CUDNN_ATTR_TENSOR_UNIQUE_ID, {id})
      .SetInts(CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, {kAlignment})
      .Finalize();
}

absl::Status ConvolutionGraph::AddOperation(const ConvolutionProblem& problem) {
  operations_.reserve(2);
  operations_.emplace_back(cudnn_, CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR);
  CudnnDescriptor& convolution = operations_.back();
  SYNFIRE_RETURN_IF_ERROR(
      convolution
          .Set(CUDNN_ATTR_CONVOLUTION_COMP_TYPE, CUDNN_TYPE_DATA_TYPE,
               CUDNN_DATA_FLOAT)
          .Set(CUDNN_ATTR_CONVOLUTION_CONV_MODE, CUDNN_TYPE_CONVOLUTION_MODE,
               CUDNN_CROSS_CORRELATION)
          .SetInts(CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, {2})
          .SetInts(CUDNN_ATTR_CONVOLUTION_DILATIONS, Numbers(problem.dilation))
          .SetInts(CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES,
                   Numbers(problem.stride))
          .SetInts(CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, Numbers(problem.pad))
          .SetInts(CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, Numbers(problem.pad))
          .Finalize());
  const OperationNames names = NamesOf(problem.pass);
  const float one = 1, zero = 0;
  operations_.emplace_back(cudnn_, names.type);
  return operations_.back()
      .SetDescriptor(names.x, tensors_[0])
      .SetDescriptor(names.weight, tensors_[1])
      .SetDescriptor(names.y, tensors_[2])
      .SetDescriptor(names.convolution, convolution)
      .Set(names.alpha, CUDNN_TYPE_FLOAT, one)
      .Set(names.beta, CUDNN_TYPE_FLOAT, zero)
      .Finalize();
}

absl::StatusOr<std::vector<CudnnDescriptor>> ConvolutionGraph::Configurations(
    const CudnnDescriptor& graph, cudnnBackendHeurMode_t mode) const {
  CudnnDescriptor heuristics(cudnn_, CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR);
  SYNFIRE_RETURN_IF_ERROR(
      heuristics.SetDescriptor(CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, graph)
          .Set(CUDNN_ATTR_ENGINEHEUR_MODE, CUDNN_TYPE_HEUR_MODE, mode)
          .Finalize());
  std::vector<CudnnDescriptor> found;
  std::vector<cudnnBackendDescriptor_t> places;
  for (int64_t i = 0; i < kMostConfigurations; ++i) {
    found.emplace_back(cudnn_, CUDNN_BACKEND_ENGINECFG_DESCRIPTOR);
    SYNFIRE_RETURN_IF_ERROR(found.back().status());
    places.push_back(found.back().get());
  }
  int64_t count = 0;
  SYNFIRE_RETURN_IF_ERROR(cudnn_->Check(
      cudnn_->get_attribute(heuristics.get(), CUDNN_ATTR_ENGINEHEUR_RESULTS,
                            CUDNN_TYPE_BACKEND_DESCRIPTOR, kMostConfigurations,
                            &count, places.data()),
      "the heuristics of cuDNN"));
  while (static_cast<int64_t>(found.size()) > count) found.pop_back();
  return found;
}

absl::StatusOr<bool> ConvolutionGraph::IsExact(
    const CudnnDescriptor& configuration) const {
  CudnnDescriptor engine(cudnn_, CUDNN_BACKEND_ENGINE_DESCRIPTOR);
  cudnnBackendDescriptor_t place = engine.get();
  int64_t count = 0;
  SYNFIRE_RETURN_IF_ERROR(cudnn_->Check(
      cudnn_->get_attribute(configuration.get(), CUDNN_ATTR_ENGINECFG_ENGINE,
                            CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, &count, &place),
      "the engine of a plan of cuDNN"));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<cudnnBackendNumericalNote_t> notes,
      engine.Get<cudnnBackendNumericalNote_t>(CUDNN_ATTR_ENGINE_NUMERICAL_NOTE,
                                              CUDNN_TYPE_NUMERICAL_NOTE,
                                              CUDNN_NUMERICAL_NOTE_TYPE_COUNT));
  return std::none_of(notes.begin(), notes.end(), IsInexact);
}

absl::StatusOr<std::vector<ConvolutionGraph::Plan>> ConvolutionGraph::Plans(
    cudnnHandle_t handle, int most) const {
  CudnnDescriptor graph(cudnn_, CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR);
  SYNFIRE_RETURN_IF_ERROR(
      graph.Set(CUDNN_ATTR_OPERATIONGRAPH_HANDLE, CUDNN_TYPE_HANDLE, handle)
          .SetDescriptor(CUDNN_ATTR_OPERATIONGRAPH_OPS, operations_.back())
          .Finalize());
  std::vector<Plan> plans;
  for (const auto mode : {CUDNN_HEUR_MODE_A, CUDNN_HEUR_MODE_FALLBACK}) {
    const auto configurations = Configurations(graph, mode);
    if (!configurations.ok()) continue;  // none of this mode
    for (const CudnnDescriptor& configuration : *configurations) {
      if (static_cast<int>(plans.size()) == most) return plans;
      const absl::StatusOr<bool> exact = IsExact(configuration);
      if (!exact.ok() || !*exact) continue;
      CudnnDescriptor plan(cudnn_, CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR);
      const absl::Status made =
          plan.Set(CUDNN_ATTR_EXECUTION_PLAN_HANDLE, CUDNN_TYPE_HANDLE, handle)
              .SetDescriptor(CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG,
                             configuration)
              .Finalize();
      if (!made.ok()) continue;  // an engine that does not take the problem
      const auto workspace = plan.Get<int64_t>(
          CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE, CUDNN_TYPE_INT64, 1);
      SYNFIRE_RETURN_IF_ERROR(workspace.status());
      const int64_t bytes = workspace->empty() ? 0 : workspace->front();
      if (bytes > static_cast<int64_t>(kMostWorkspaceBytes)) continue;
      plans.push_back({std::move(plan), bytes});
    }
    if (!plans.empty()) break;  // the fallback is for want of others
  }
  return plans;
}

absl::Status ConvolutionGraph::Execute(cudnnHandle_t handle, const Plan& plan,
                                       const void* x, const void* weight,
                                       const void* y, void* workspace) const {
  const void* const pointers[] = {x, weight, y};
  CudnnDescriptor pack(cudnn_, CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR);
  SYNFIRE_RETURN_IF_ERROR(
      pack.SetInts(CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS, {kX, kWeight, kY})
          .Set(CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, CUDNN_TYPE_VOID_PTR, 3,
               pointers)
          .Set(CUDNN_ATTR_VARIANT_PACK_WORKSPACE, CUDNN_TYPE_VOID_PTR,
               workspace)
          .Finalize());
  return cudnn_->Check(cudnn_->execute(handle, plan.plan.get(), pack.get()),
                       "cudnnBackendExecute");
}

}  // namespace synfire
