// Norms and channel_sum as kernels of the graph on whatever runs bodies:
// Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32; they refuse other types.  Sums and factors are in f64, what is done to
// each element in f32.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_KERNELS_H_

#include "ops/backend/cuda/elements/element_body.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/norms/norm_bodies.h"
#include "ops/backend/cuda/norms/norm_sums.h"
#include "ops/backend/refusals.h"

namespace synfire {

// Of rows [*,C] of input 0.  Scratch: partial sums, then vectors [C].
class CudaNormKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }
  size_t scratch_bytes() const override {
    return sizeof(double) * partials_ + sizeof(float) * vectors_ * stride();
  }

 protected:
  CudaNormKernel(const KernelProblem& problem, int sums, int vectors)
      : split_(ChannelSplit::Of(problem.InputElements(0),
                                problem.input(0).shape.back())),
        rows_(static_cast<double>(split_.size / split_.channels)),
        epsilon_(problem.attrs.Has("epsilon") ? problem.attrs.Float("epsilon")
                                              : 0.0),
        partials_(BlocksFor(PartialSums(split_, sums), 8) * 8),
        vectors_(vectors) {}

  double* Partials(const KernelArgs& args) const {
    return static_cast<double*>(args.scratch);
  }
  float* Vector(const KernelArgs& args, int i) const {
    return reinterpret_cast<float*>(Partials(args) + partials_) + i * stride();
  }

  template <class Function, class Launcher>
  void LaunchNumbers(const NumberBody<Function>& body,
                     Launcher* launcher) const {
    launcher->Launch(body, ElementBlocks(body.size, 1));
  }
  // y = (x - mean) * slope + offset.
  template <class Launcher>
  void Normalise(const float* x, const float* mean, const float* slope,
                 const float* offset, float* y, Launcher* launcher) const {
    WithLanes(split_.channels, [&](auto lanes) {
      launcher->Launch(NormaliseBody<lanes>{split_, x, mean, slope, offset, y},
                       split_.blocks());
    });
  }
  // dx of inputs dy, x and factors.
  template <class Launcher>
  void InputGrad(const KernelArgs& args, const float* slope, const float* a,
                 const float* b, Launcher* launcher) const {
    WithLanes(split_.channels, [&](auto lanes) {
      launcher->Launch(
          NormInputGradBody<lanes>{split_, args.Input<float>(0),
                                   args.Input<float>(1), args.Input<float>(3),
                                   slope, a, b, args.Output<float>(0)},
          split_.blocks());
    });
  }

  const ChannelSplit split_;
  const double rows_, epsilon_;  // elements of a channel

 private:
  // From vector to vector: each starts at a multiple of 64 bytes.
  int64_t stride() const { return BlocksFor(split_.channels, 16) * 16; }

  const int64_t partials_;
  const int vectors_;
};

// batch_norm, whose factors go to scratch, and norm_moments, which gives them
// to others.  Inputs x, scale, shift.
template <bool kNormalise, class Launcher>
class CudaMoments : public CudaNormKernel {
 public:
  explicit CudaMoments(const KernelProblem& problem)
      : CudaNormKernel(problem, MomentTerms::kSums, kNormalise ? 2 : 0) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    StoreMoments store = {};
    store.rows = rows_;
    store.epsilon = epsilon_;
    store.x = args.Input<float>(0);
    store.scale = args.Input<float>(1);
    store.shift = args.Input<float>(2);
    const int mean = kNormalise ? 1 : 0;  // its port
    store.mean = args.Output<float>(mean);
    store.variance = args.Output<float>(mean + 1);
    store.slope = kNormalise ? Vector(args, 0) : args.Output<float>(2);
    store.offset = kNormalise ? Vector(args, 1) : args.Output<float>(3);
    LaunchChannelSums(split_, MomentTerms{store.x}, store, Partials(args),
                      &launcher);
    if (!kNormalise) return;
    Normalise(store.x, store.mean, store.slope, store.offset,
              args.Output<float>(0), &launcher);
  }
};

// Inputs x, scale, shift, mean, variance.
template <class Launcher>
class CudaNormApply : public CudaNormKernel {
 public:
  explicit CudaNormApply(const KernelProblem& problem)
      : CudaNormKernel(problem, 0, 2) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    NumberBody<NormFactorsFunction> factors = {};
    factors.function = {epsilon_};
    factors.size = split_.channels;
    for (int i = 0; i < 4; ++i) factors.in[i] = args.Input<float>(i + 1);
    for (int i = 0; i < 2; ++i) factors.out[i] = Vector(args, i);
    LaunchNumbers(factors, &launcher);
    Normalise(args.Input<float>(0), args.Input<float>(3), Vector(args, 0),
              Vector(args, 1), args.Output<float>(0), &launcher);
  }
};

// Inputs scale, shift, mean, variance.
template <class Launcher>
class CudaNormFactors : public Kernel {
 public:
  explicit CudaNormFactors(const KernelProblem& problem)
      : size_(problem.InputElements(0)),
        epsilon_(problem.attrs.Float("epsilon")) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  void Run(const KernelArgs& args) override {
    NumberBody<NormFactorsFunction> factors = {};
    factors.function = {epsilon_};
    factors.size = size_;
    for (int i = 0; i < 4; ++i) factors.in[i] = args.Input<float>(i);
    for (int i = 0; i < 2; ++i) factors.out[i] = args.Output<float>(i);
    Launcher(args.stream).Launch(factors, ElementBlocks(size_, 1));
  }

 private:
  const int64_t size_;
  const double epsilon_;
};

// batch_norm_grad; norm_apply_grad.  Inputs dy, x, scale, mean, variance.
template <bool kBatch, class Launcher>
class CudaNormGrad : public CudaNormKernel {
 public:
  explicit CudaNormGrad(const KernelProblem& problem)
      : CudaNormKernel(problem, NormGradTerms::kSums, kBatch ? 3 : 1) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    const NormGradTerms terms{args.Input<float>(0), args.Input<float>(1),
                              args.Input<float>(3)};
    StoreNormGrad store = {};
    store.rows = rows_;
    store.epsilon = epsilon_;
    store.scale = args.Input<float>(2);
    store.variance = args.Input<float>(4);
    store.dscale = args.Output<float>(1);
    store.dshift = args.Output<float>(2);
    store.slope = Vector(args, 0);
    store.a = kBatch ? Vector(args, 1) : nullptr;
    store.b = kBatch ? Vector(args, 2) : nullptr;
    LaunchChannelSums(split_, terms, store, Partials(args), &launcher);
    if (kBatch) {
      InputGrad(args, store.slope, store.a, store.b, &launcher);
    } else {
      Normalise(terms.dy, nullptr, store.slope, nullptr, args.Output<float>(0),
                &launcher);
    }
  }
};

// Inputs dz, x, scale, mean, variance, d_slope, d_offset.
template <class Launcher>
class CudaNormInputGrad : public CudaNormKernel {
 public:
  explicit CudaNormInputGrad(const KernelProblem& problem)
      : CudaNormKernel(problem, 0, 3) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    NumberBody<InputGradFunction> factors = {};
    factors.function = {rows_, epsilon_};
    factors.size = split_.channels;
    factors.in[0] = args.Input<float>(2);
    for (int i = 1; i < 4; ++i) factors.in[i] = args.Input<float>(i + 3);
    for (int i = 0; i < 3; ++i) factors.out[i] = Vector(args, i);
    factors.out[3] = args.Output<float>(1);
    factors.out[4] = args.Output<float>(2);
    LaunchNumbers(factors, &launcher);
    InputGrad(args, Vector(args, 0), Vector(args, 1), Vector(args, 2),
              &launcher);
  }
};

template <class Launcher>
class CudaChannelSum : public CudaNormKernel {
 public:
  explicit CudaChannelSum(const KernelProblem& problem)
      : CudaNormKernel(problem, PlainTerms::kSums, 0) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    LaunchPlainSums(split_, args.Input<float>(0), Partials(args),
                    args.Output<float>(0), &launcher);
  }
};

template <class Launcher>
void AddCudaNormKernels(const CandidateAdder& add) {
  add.Add<CudaMoments<true, Launcher>>("batch_norm");
  add.Add<CudaMoments<false, Launcher>>("norm_moments");
  add.Add<CudaNormGrad<true, Launcher>>("batch_norm_grad");
  add.Add<CudaNormApply<Launcher>>("norm_apply");
  add.Add<CudaNormGrad<false, Launcher>>("norm_apply_grad");
  add.Add<CudaNormFactors<Launcher>>("norm_factors");
  add.Add<CudaNormInputGrad<Launcher>>("norm_input_grad");
  add.Add<CudaChannelSum<Launcher>>("channel_sum");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_KERNELS_H_
