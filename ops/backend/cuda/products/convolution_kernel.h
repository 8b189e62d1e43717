// A convolution by a library, and what is done for it before and after: the
// weight is put into the library's order, a gradient summed over time, a bias
// added.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_KERNEL_H_

#include <memory>
#include <string>
#include <utility>

#include "ops/backend/cuda/elements/move_bodies.h"
#include "ops/backend/cuda/products/bias_body.h"
#include "ops/backend/cuda/products/convolution_problem.h"
#include "ops/backend/cuda/products/scratch.h"
#include "ops/backend/cuda/products/time_sum.h"

namespace synfire {

// The library computes a ConvolutionProblem, whose images and weight lie as it
// says.  Bodies are launched by Launcher.
class ConvolutionLibrary {
 public:
  virtual ~ConvolutionLibrary() = default;
  virtual size_t workspace_bytes() const = 0;
  // Puts it on the stream of KernelArgs.  Of the three arrays, the one that the
  // pass computes is written.
  virtual void Convolve(void* stream, const void* x, const void* weight,
                        const void* y, void* workspace) = 0;
  virtual std::string Plan() const { return ""; }
};

// Scratch: workspace, then the weight in the library's order, then a sum over
// time.
template <class Launcher>
class ConvolutionKernel : public Kernel {
 public:
  ConvolutionKernel(const KernelProblem& kernel_problem,
                    const ConvolutionProblem& problem,
                    std::unique_ptr<ConvolutionLibrary> library)
      : problem_(problem), library_(std::move(library)) {
    biased_ = problem.pass == ConvolutionPass::kForward &&
              kernel_problem.has_input(2);
    if (problem.pass == ConvolutionPass::kGradWeight) {
      sum_ = TimeSum(kernel_problem);
    }
    turned_at_ = AlignedForLibrary(library_->workspace_bytes());
    summed_at_ = turned_at_;
    if (!problem.weight_lies_right()) {
      summed_at_ +=
          AlignedForLibrary(problem.weight_elements() * sizeof(float));
    }
  }

  size_t scratch_bytes() const override {
    const size_t bytes = summed_at_ + sum_.bytes();
    return bytes == 0 ? 0 : kLibraryAlignment + bytes;
  }
  std::string Plan() const override { return library_->Plan(); }

  void Run(const KernelArgs& args) override {
    char* const workspace = AlignedForLibrary(args.scratch);
    float* const turned =
        problem_.weight_lies_right()
            ? nullptr
            : reinterpret_cast<float*>(workspace + turned_at_);
    const auto convolve = [&](const void* x, const void* weight,
                              const void* y) {
      library_->Convolve(args.stream, x, weight, y, workspace);
    };
    switch (problem_.pass) {
      case ConvolutionPass::kForward:
        convolve(args.inputs[0], ToLibrary(args, turned), args.outputs[0]);
        if (biased_) AddBias(args);
        return;
      case ConvolutionPass::kGradInput:
        convolve(args.outputs[0], ToLibrary(args, turned), args.inputs[0]);
        return;
      case ConvolutionPass::kGradWeight:
        GradWeight(args, turned,
                   reinterpret_cast<float*>(workspace + summed_at_), convolve);
        return;
    }
  }

 private:
  template <class Convolve>
  void GradWeight(const KernelArgs& args, float* turned, float* summed,
                  const Convolve& convolve) const {
    const float* const x = sum_.Input<Launcher>(args, 0, summed);
    const float* const dy = sum_.Input<Launcher>(args, 1, summed);
    if (turned == nullptr) {
      convolve(x, args.outputs[0], dy);
      return;
    }
    convolve(x, turned, dy);
    Turn(args, problem_.weight_taps(), problem_.weight_channels(), turned,
         args.Output<float>(0));
  }

  // [O, C, taps] as [O, taps, C]; or as it is, where that is the same.
  const float* ToLibrary(const KernelArgs& args, float* turned) const {
    const auto* const weight = args.Input<float>(1);
    if (turned == nullptr) return weight;
    Turn(args, problem_.weight_channels(), problem_.weight_taps(), weight,
         turned);
    return turned;
  }

  // Matrices [from, to], one for each output channel, become [to, from].
  void Turn(const KernelArgs& args, int64_t from, int64_t to, const float* x,
            float* y) const {
    const TransposeBody body{from, to, x, y};
    Launcher(args.stream).Launch(body, problem_.weight_rows() * body.tiles());
  }

  void AddBias(const KernelArgs& args) const {
    const int64_t channels = problem_.y.dims[1];
    const int64_t size = problem_.y.dims[0] * problem_.y.strides[0];
    WithLanes(channels, [&](auto lanes) {
      const BiasBody<lanes> body{size, channels, args.Input<float>(2),
                                 args.Output<float>(0)};
      Launcher(args.stream)
          .Launch(body, BlocksFor(size, body.kThreads * int64_t{lanes}));
    });
  }

  const ConvolutionProblem problem_;
  const std::unique_ptr<ConvolutionLibrary> library_;
  bool biased_ = false;
  TimeSum sum_;
  size_t turned_at_ = 0, summed_at_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_KERNEL_H_
