// Direct convolutions (direct_bodies.h) as kernels of the graph.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_KERNELS_H_

#include <algorithm>

#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/products/direct_bodies.h"
#include "ops/backend/refusals.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

inline DirectSizes DirectSizesOf(const Conv2dSizes& sizes, int64_t x_rows,
                                 int64_t y_rows) {
  DirectSizes direct = {};
  direct.rows = sizes.rows;
  direct.x_rows = x_rows;
  direct.y_rows = y_rows;
  direct.inputs = sizes.in_channels;
  direct.outputs = sizes.out_channels;
  direct.group_inputs = sizes.group_inputs;
  direct.group_outputs = sizes.group_outputs;
  for (int axis : {0, 1}) {
    direct.x_size[axis] = sizes.input[axis];
    direct.y_size[axis] = sizes.output[axis];
    direct.kernel[axis] = sizes.window.kernel[axis];
    direct.stride[axis] = sizes.window.stride[axis];
    direct.pad[axis] = sizes.window.pad[axis];
    direct.dilation[axis] = sizes.window.dilation[axis];
  }
  return direct;
}

class DirectKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

 protected:
  DirectKernel(const Conv2dSizes& sizes, int64_t x_rows, int64_t y_rows)
      : sizes_(DirectSizesOf(sizes, x_rows, y_rows)) {}

  template <class Launcher, class Body>
  static void Launch(void* stream, const Body& body) {
    Launcher(stream).Launch(body, BlocksFor(body.elements(), body.kThreads));
  }

  const DirectSizes sizes_;
};

template <class Launcher>
class DirectConvolution : public DirectKernel {
 public:
  explicit DirectConvolution(const KernelProblem& problem)
      : DirectConvolution(SizesOfConv2d(problem), problem.has_input(2)) {}

  void Run(const KernelArgs& args) override {
    Launch<Launcher>(
        args.stream,
        DirectConvolutionBody{
            sizes_, args.Input<float>(0), args.Input<float>(1),
            biased_ ? args.Input<float>(2) : nullptr, args.Output<float>(0)});
  }

 private:
  DirectConvolution(const Conv2dSizes& sizes, bool biased)
      : DirectKernel(sizes, sizes.rows, sizes.rows), biased_(biased) {}

  const bool biased_;
};

template <class Launcher>
class DirectGradInput : public DirectKernel {
 public:
  explicit DirectGradInput(const KernelProblem& problem)
      : DirectGradInput(SizesOfConv2dGradInput(problem)) {}

  void Run(const KernelArgs& args) override {
    Launch<Launcher>(
        args.stream,
        DirectGradInputBody{sizes_, args.Input<float>(0), args.Input<float>(1),
                            args.Output<float>(0)});
  }

 private:
  explicit DirectGradInput(const Conv2dSizes& sizes)
      : DirectKernel(sizes, sizes.rows, sizes.rows) {}
};

template <class Launcher>
class DirectGradWeight : public DirectKernel {
 public:
  explicit DirectGradWeight(const KernelProblem& problem)
      : DirectKernel(SizesOfConv2dGradWeight(problem), Rows(problem, 0),
                     Rows(problem, 1)) {}

  void Run(const KernelArgs& args) override {
    Launch<Launcher>(
        args.stream,
        DirectGradWeightBody{sizes_, args.Input<float>(0), args.Input<float>(1),
                             args.Output<float>(0)});
  }

 private:
  // Images that input `i` holds: those of one step where it is static.
  static int64_t Rows(const KernelProblem& problem, int i) {
    const Type& type = problem.input(i);
    return type.shape[0] * (type.temporal() ? problem.steps : 1);
  }
};

template <class Launcher>
void AddDirectConvolutions(const CandidateAdder& add) {
  add.Add<DirectConvolution<Launcher>>("conv2d");
  add.Add<DirectGradInput<Launcher>>("conv2d_grad_input");
  add.Add<DirectGradWeight<Launcher>>("conv2d_grad_weight");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_KERNELS_H_
