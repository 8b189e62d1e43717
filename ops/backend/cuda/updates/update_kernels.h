// Optimizers and the clipping of gradients as kernels of the graph on whatever
// runs bodies: Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32; they refuse other types.  sgd has the bits of the reference; adam
// computes in f32 what the reference does in f64.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_

#include <vector>

#include "ops/backend/cuda/elements/element_kernels.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/updates/global_norm_bodies.h"
#include "ops/backend/cuda/updates/update_bodies.h"
#include "ops/backend/refusals.h"

namespace synfire {

template <>
inline ClipScaleFunction FunctionOf<ClipScaleFunction>(
    const KernelProblem& problem) {
  return {problem.attrs.Float("max")};
}

// Of one parameter.
class CudaUpdateKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

 protected:
  explicit CudaUpdateKernel(const KernelProblem& problem)
      : problem_(problem), size_(problem.InputElements(0)) {}

  float Attr(absl::string_view name) const {
    return static_cast<float>(problem_.attrs.Float(name));
  }
  // Null where it is absent.
  template <class Number>
  const Number* Given(const KernelArgs& args, int port) const {
    return problem_.has_input(port) ? args.Input<Number>(port) : nullptr;
  }

  const KernelProblem problem_;
  const int64_t size_;
};

template <class Launcher>
class CudaSgd : public CudaUpdateKernel {
 public:
  explicit CudaSgd(const KernelProblem& problem) : CudaUpdateKernel(problem) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      SgdBody<lanes> body = {};
      body.momentum = Attr("momentum");
      body.dampening = Attr("dampening");
      body.decay = Attr("weight_decay");
      body.nesterov = problem_.attrs.Bool("nesterov");
      body.size = size_;
      body.param = args.Input<float>(0);
      body.grad = args.Input<float>(1);
      body.velocity = Given<float>(args, 2);
      body.lr = args.Input<float>(3);
      body.grad_scale = Given<float>(args, 4);
      body.step = Given<int64_t>(args, 5);
      body.next = args.Output<float>(0);
      body.next_velocity = args.Output<float>(1);
      Launcher(args.stream)
          .Launch(body, BlocksFor(size_, int64_t{kUpdateThreads} * lanes));
    });
  }
};

template <class Launcher>
class CudaAdam : public CudaUpdateKernel {
 public:
  explicit CudaAdam(const KernelProblem& problem) : CudaUpdateKernel(problem) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      AdamBody<lanes> body = {};
      body.beta1 = problem_.attrs.Float("beta1");
      body.beta2 = problem_.attrs.Float("beta2");
      body.epsilon = problem_.attrs.Float("epsilon");
      body.weight_decay = problem_.attrs.Float("weight_decay");
      body.decoupled = problem_.attrs.Bool("decoupled");
      body.size = size_;
      body.blocks = body.BlocksOf(size_);
      body.param = args.Input<float>(0);
      body.grad = args.Input<float>(1);
      body.m = args.Input<float>(2);
      body.v = args.Input<float>(3);
      body.lr = args.Input<float>(4);
      body.step = args.Input<int64_t>(5);
      body.grad_scale = Given<float>(args, 6);
      body.next = args.Output<float>(0);
      body.next_m = args.Output<float>(1);
      body.next_v = args.Output<float>(2);
      Launcher(args.stream).Launch(body, body.blocks);
    });
  }
};

template <class Launcher>
class CudaGlobalNorm : public Kernel {
 public:
  explicit CudaGlobalNorm(const KernelProblem& problem) {
    for (size_t i = 0; i < problem.inputs.size(); ++i) {
      sizes_.push_back(problem.InputElements(static_cast<int>(i)));
      chunks_ += BlocksFor(sizes_.back(), SumSquaresBody::kChunk);
    }
  }
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  size_t scratch_bytes() const override { return sizeof(double) * chunks_; }

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    double* const partial = static_cast<double*>(args.scratch);
    double* next = partial;
    for (size_t i = 0; i < sizes_.size();) {
      SumSquaresBody body = {};
      body.partial = next;
      int64_t blocks = 0;
      for (; i < sizes_.size() && body.arrays < body.kMostArrays; ++i) {
        if (sizes_[i] == 0) continue;
        body.x[body.arrays] = args.Input<float>(static_cast<int>(i));
        body.size[body.arrays] = sizes_[i];
        body.first_block[body.arrays++] = blocks;
        blocks += BlocksFor(sizes_[i], body.kChunk);
      }
      launcher.Launch(body, blocks);
      next += blocks;
    }
    launcher.Launch(RootOfSumBody{partial, chunks_, {args.Output<float>(0)}},
                    1);
  }

 private:
  std::vector<int64_t> sizes_;
  int64_t chunks_ = 0;  // of all arrays
};

template <class Launcher>
void AddCudaUpdateKernels(const CandidateAdder& add) {
  add.Add<CudaSgd<Launcher>>("sgd");
  add.Add<CudaAdam<Launcher>>("adam");
  add.Add<CudaGlobalNorm<Launcher>>("global_norm");
  add.Add<CudaNumbers<ClipScaleFunction, Launcher>>("clip_scale");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_
