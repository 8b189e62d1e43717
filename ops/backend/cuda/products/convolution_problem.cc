#include "ops/backend/cuda/products/convolution_problem.h"

#include "absl/strings/str_join.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

Conv2dSizes SizesOf(const KernelProblem& problem, ConvolutionPass pass) {
  switch (pass) {
    case ConvolutionPass::kForward:
      return SizesOfConv2d(problem);
    case ConvolutionPass::kGradInput:
      return SizesOfConv2dGradInput(problem);
    case ConvolutionPass::kGradWeight:
      return SizesOfConv2dGradWeight(problem);
  }
  SYNFIRE_CHECK(false);
}

// Images that are really multiplied: time is summed away where it can be.
int64_t RowsOf(const KernelProblem& problem, ConvolutionPass pass,
               const Conv2dSizes& sizes) {
  const bool summed = pass == ConvolutionPass::kGradWeight &&
                      problem.input(0).time != problem.input(1).time;
  return summed ? problem.input(0).shape[0] : sizes.rows;
}

const char* NameOf(ConvolutionPass pass) {
  switch (pass) {
    case ConvolutionPass::kForward:
      return "conv2d";
    case ConvolutionPass::kGradInput:
      return "conv2d_grad_input";
    case ConvolutionPass::kGradWeight:
      return "conv2d_grad_weight";
  }
  SYNFIRE_CHECK(false);
}

}  // namespace

ConvolutionTensor ConvolutionTensor::ChannelsLast(int64_t n, int64_t c,
                                                  int64_t h, int64_t w) {
  return {{n, c, h, w}, {h * w * c, 1, w * c, c}};
}

std::string ConvolutionProblem::Key() const {
  return absl::StrCat(
      NameOf(pass), " x=", absl::StrJoin(x.dims, ","),
      " w=", absl::StrJoin(weight.dims, ","), " y=", absl::StrJoin(y.dims, ","),
      " stride=", absl::StrJoin(stride, ","), " pad=", absl::StrJoin(pad, ","),
      " dilation=", absl::StrJoin(dilation, ","));
}

ConvolutionProblem ProblemOfConvolution(const KernelProblem& problem,
                                        ConvolutionPass pass) {
  const Conv2dSizes s = SizesOf(problem, pass);
  const int64_t rows = RowsOf(problem, pass, s);
  ConvolutionProblem convolution;
  convolution.pass = pass;
  convolution.x = ConvolutionTensor::ChannelsLast(
      rows, s.in_channels, s.input[kHeight], s.input[kWidth]);
  convolution.weight = ConvolutionTensor::ChannelsLast(
      s.out_channels, s.group_inputs, s.window.kernel[kHeight],
      s.window.kernel[kWidth]);
  convolution.y = ConvolutionTensor::ChannelsLast(
      rows, s.out_channels, s.output[kHeight], s.output[kWidth]);
  convolution.stride = {s.window.stride[0], s.window.stride[1]};
  convolution.pad = {s.window.pad[0], s.window.pad[1]};
  convolution.dilation = {s.window.dilation[0], s.window.dilation[1]};
  return convolution;
}

}  // namespace synfire
