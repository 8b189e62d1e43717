// The library checks descriptions of convolutions when they are finished, for
// which it needs no device: those of all cases of the ops pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ops/backend/cuda/libraries/cublas_lt.h"
#include "ops/backend/cuda/libraries/dynamic_library.h"
#include "ops/backend/cuda/products/convolution_graph.h"
#include "ops/backend/cuda/products/product_context.h"

namespace synfire {
namespace {

using testing::HasSubstr;

struct Sizes {
  int64_t rows, inputs, size, outputs, kernel, stride, pad, dilation, groups;
};

ConvolutionProblem ProblemOf(const Sizes& s, ConvolutionPass pass) {
  const int64_t reach = s.dilation * (s.kernel - 1) + 1;
  const int64_t output = (s.size + 2 * s.pad - reach) / s.stride + 1;
  ConvolutionProblem problem;
  problem.pass = pass;
  problem.x = ConvolutionTensor::ChannelsLast(s.rows, s.inputs, s.size, s.size);
  problem.weight = ConvolutionTensor::ChannelsLast(
      s.outputs, s.inputs / s.groups, s.kernel, s.kernel);
  problem.y =
      ConvolutionTensor::ChannelsLast(s.rows, s.outputs, output, output);
  problem.stride = {s.stride, s.stride};
  problem.pad = {s.pad, s.pad};
  problem.dilation = {s.dilation, s.dilation};
  return problem;
}

constexpr ConvolutionPass kPasses[] = {ConvolutionPass::kForward,
                                       ConvolutionPass::kGradInput,
                                       ConvolutionPass::kGradWeight};

TEST(ConvolutionGraph, IsTakenByTheLibrary) {
  const auto cudnn = Cudnn::Open();
  if (!cudnn.ok()) GTEST_SKIP() << cudnn.status();
  for (const Sizes& sizes :
       {Sizes{128, 64, 56, 64, 3, 1, 1, 1, 1},
        Sizes{32, 3, 224, 64, 7, 2, 3, 1, 1},
        Sizes{128, 64, 56, 128, 1, 2, 0, 1, 1},
        Sizes{2, 8, 9, 12, 3, 1, 2, 2, 4}, Sizes{1, 1, 1, 1, 1, 1, 0, 1, 1}}) {
    for (const ConvolutionPass pass : kPasses) {
      const auto graph =
          ConvolutionGraph::Describe(*cudnn, ProblemOf(sizes, pass));
      EXPECT_TRUE(graph.ok()) << graph.status();
    }
  }
}

TEST(ConvolutionGraph, IsCheckedByTheLibrary) {
  const auto cudnn = Cudnn::Open();
  if (!cudnn.ok()) GTEST_SKIP() << cudnn.status();
  ConvolutionProblem wrong =
      ProblemOf({2, 8, 9, 12, 3, 1, 1, 1, 1}, ConvolutionPass::kForward);
  wrong.y.dims[2] += 1;
  const auto graph = ConvolutionGraph::Describe(*cudnn, wrong);
  EXPECT_THAT(graph.status().message(),
              HasSubstr("conv2d x=2,8,9,9 w=12,8,3,3 y=2,12,10,9"));
  EXPECT_THAT(graph.status().message(), HasSubstr("CUDNN_STATUS_BAD_PARAM"));
}

TEST(CublasLt, Opens) {
  const auto lt = CublasLt::Open();
  if (!lt.ok()) GTEST_SKIP() << lt.status();
  EXPECT_THAT((*lt)->Version(), HasSubstr("."));
  EXPECT_EQ((*lt)->Check(CUBLAS_STATUS_NOT_INITIALIZED, "a call").message(),
            "a call: CUBLAS_STATUS_NOT_INITIALIZED");
}

TEST(ProductContext, IsARefusalWithoutADevice) {
  EXPECT_EQ(ProductContext::Get().status().message(), "no CUDA device is open");
}

TEST(DynamicLibrary, SaysWhatIsMissing) {
  const auto status = DynamicLibrary::Open("libnone.so.1").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(),
              HasSubstr("a library is missing: libnone.so.1"));
  EXPECT_THAT(status.message(), HasSubstr("LD_LIBRARY_PATH"));
}

}  // namespace
}  // namespace synfire
