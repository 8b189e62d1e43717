#include "ops/backend/cuda/products/convolution.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "ops/backend/cuda/device/cuda_device.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/products/convolution_graph.h"
#include "ops/backend/cuda/products/convolution_kernel.h"
#include "ops/backend/cuda/products/direct_kernels.h"
#include "ops/backend/cuda/products/plan_choice.h"
#include "ops/backend/cuda/products/product_context.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

constexpr int kMostPlans = 8;

class CudnnConvolution : public ConvolutionLibrary {
 public:
  CudnnConvolution(ProductContext* context, const ConvolutionProblem& problem,
                   ConvolutionGraph graph,
                   std::vector<ConvolutionGraph::Plan> plans)
      : context_(*context),
        graph_(std::move(graph)),
        plans_(std::move(plans)),
        choice_(&context->plans, problem.Key(),
                static_cast<int>(plans_.size())) {}

  size_t workspace_bytes() const override {
    int64_t most = 0;
    for (const ConvolutionGraph::Plan& plan : plans_) {
      most = std::max(most, plan.workspace_bytes);
    }
    return static_cast<size_t>(most);
  }
  std::string Plan() const override { return choice_.Text(); }

  void Convolve(void* stream, const void* x, const void* weight, const void* y,
                void* workspace) override {
    CudaQueue& queue = CudaQueue::Of(stream);
    choice_.Run(&queue, [&](int plan) -> absl::Status {
      SYNFIRE_RETURN_IF_ERROR(context_.cudnn->Check(
          context_.cudnn->set_stream(context_.cudnn_handle,
                                     static_cast<cudaStream_t>(queue.handle)),
          "cudnnSetStream"));
      return graph_.Execute(context_.cudnn_handle, plans_[plan], x, weight, y,
                            workspace);
    });
  }

 private:
  ProductContext& context_;
  const ConvolutionGraph graph_;
  const std::vector<ConvolutionGraph::Plan> plans_;
  PlanChoice choice_;
};

template <ConvolutionPass kPass>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_ASSIGN_OR_RETURN(ProductContext* const context,
                           ProductContext::Get());
  const ConvolutionProblem convolution = ProblemOfConvolution(problem, kPass);
  SYNFIRE_ASSIGN_OR_RETURN(
      ConvolutionGraph graph,
      ConvolutionGraph::Describe(context->cudnn, convolution));
  SYNFIRE_ASSIGN_OR_RETURN(auto plans,
                           graph.Plans(context->cudnn_handle, kMostPlans));
  if (plans.empty()) {
    return Refuse("cuDNN ", context->cudnn->Version(),
                  " has no plan in f32, without TF32 and with sums in a fixed "
                  "order, for ",
                  convolution.Key());
  }
  return std::make_unique<ConvolutionKernel<DeviceLauncher>>(
      problem, convolution,
      std::make_unique<CudnnConvolution>(context, convolution, std::move(graph),
                                         std::move(plans)));
}

}  // namespace

void AddCudaConvolutions(OpRegistry* registry) {
  const auto add = [&](const char* op,
                       KernelOrRefusal (*make)(const KernelProblem&)) {
    registry->AddKernel({op, "cudnn", make, {}, {}, kCuda});
  };
  add("conv2d", Make<ConvolutionPass::kForward>);
  add("conv2d_grad_input", Make<ConvolutionPass::kGradInput>);
  add("conv2d_grad_weight", Make<ConvolutionPass::kGradWeight>);
  AddDirectConvolutions<DeviceLauncher>({"cuda:direct", kCuda, registry});
}

}  // namespace synfire
