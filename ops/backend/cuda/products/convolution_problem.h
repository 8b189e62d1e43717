// Convolutions in a library's words: four axes N, C, H, W, and how far apart
// the elements of each lie.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_PROBLEM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_PROBLEM_H_

#include <array>
#include <cstdint>
#include <string>

#include "graph/op/kernel.h"

namespace synfire {

struct ConvolutionTensor {
  std::array<int64_t, 4> dims, strides;  // N, C, H, W

  // Channels last: strides of an array [N, H, W, C].
  static ConvolutionTensor ChannelsLast(int64_t n, int64_t c, int64_t h,
                                        int64_t w);
};

enum class ConvolutionPass { kForward, kGradInput, kGradWeight };

// Images x and y lie as the graph has them, channels last; so does the weight,
// [O, KH, KW, C/groups], which the graph has as [O, C/groups, KH, KW].
struct ConvolutionProblem {
  ConvolutionPass pass;
  ConvolutionTensor x, weight, y;
  std::array<int64_t, 2> stride, pad, dilation;

  int64_t weight_rows() const { return weight.dims[0]; }      // O
  int64_t weight_channels() const { return weight.dims[1]; }  // C/groups
  int64_t weight_taps() const { return weight.dims[2] * weight.dims[3]; }
  int64_t weight_elements() const {
    return weight_rows() * weight_channels() * weight_taps();
  }
  // Whether the two orders of the weight are one.
  bool weight_lies_right() const {
    return weight_taps() == 1 || weight_channels() == 1;
  }
  // The same for what may share a plan.
  std::string Key() const;
};

// Of conv2d, conv2d_grad_input and conv2d_grad_weight.  Where x and dy of the
// last one are not alike in time, the temporal one is to be summed over time
// first (time_sum.h).
ConvolutionProblem ProblemOfConvolution(const KernelProblem& problem,
                                        ConvolutionPass pass);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_PROBLEM_H_
