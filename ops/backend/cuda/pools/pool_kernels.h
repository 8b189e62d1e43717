// Poolings as kernels of the graph on whatever runs bodies: Launcher is
// DeviceLauncher or, in tests, HostLauncher (ops/backend/cuda/launch).
//
// f32; they refuse other types.  max_pool2d takes packed spikes and counts and
// makes them.  Results have the bits of the reference, but
// for the order of global_avg_pool's sum.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_KERNELS_H_

#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/pools/pool_bodies.h"
#include "ops/backend/cuda/sums/channel_sums.h"
#include "ops/backend/refusals.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {

PoolGeometry GeometryOf(const PoolingSizes& sizes);

class CudaPoolKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

 protected:
  explicit CudaPoolKernel(const PoolingSizes& sizes) : g_(GeometryOf(sizes)) {}

  // Blocks for `size` elements of each image.
  int64_t Blocks(int64_t size, int lanes) const {
    return BlocksFor(g_.images * size, int64_t{kPoolThreads} * lanes);
  }

  const PoolGeometry g_;
};

template <class Launcher>
class CudaMaxPool : public CudaPoolKernel {
 public:
  explicit CudaMaxPool(const KernelProblem& problem)
      : CudaPoolKernel(SizesOfPooling(problem)),
        x_(BitsOf(*problem.inputs[0])),
        y_(BitsOf(problem.outputs[0])) {}

  void Run(const KernelArgs& args) override {
    WithLanesOfByte(g_.channels, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(MaxPoolBody<lanes>{g_,
                                     {args.inputs[0], x_},
                                     {args.outputs[0], y_},
                                     args.Output<uint8_t>(1)},
                  Blocks(g_.pooled_size(), lanes));
    });
  }

 private:
  const ElementBits x_, y_;
};

template <class Launcher>
class CudaMaxPoolGrad : public CudaPoolKernel {
 public:
  explicit CudaMaxPoolGrad(const KernelProblem& problem)
      : CudaPoolKernel(SizesOfPoolingGrad(problem)) {}

  void Run(const KernelArgs& args) override {
    WithLanes(g_.channels, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(MaxPoolGradBody<lanes>{g_, args.Input<float>(0),
                                         args.Input<uint8_t>(1),
                                         args.Output<float>(0)},
                  Blocks(g_.full_size(), lanes));
    });
  }
};

template <class Launcher>
class CudaAvgPool : public CudaPoolKernel {
 public:
  explicit CudaAvgPool(const KernelProblem& problem)
      : CudaPoolKernel(SizesOfPooling(problem)),
        count_{problem.attrs.Bool("count_include_pad")} {}

  void Run(const KernelArgs& args) override {
    WithLanes(g_.channels, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(AvgPoolBody<lanes>{g_, count_, args.Input<float>(0),
                                     args.Output<float>(0)},
                  Blocks(g_.pooled_size(), lanes));
    });
  }

 private:
  const PoolCount count_;
};

template <class Launcher>
class CudaAvgPoolGrad : public CudaPoolKernel {
 public:
  explicit CudaAvgPoolGrad(const KernelProblem& problem)
      : CudaPoolKernel(SizesOfPoolingGrad(problem)),
        count_{problem.attrs.Bool("count_include_pad")} {}

  void Run(const KernelArgs& args) override {
    WithLanes(g_.channels, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(AvgPoolGradBody<lanes>{g_, count_, args.Input<float>(0),
                                         args.Output<float>(0)},
                  Blocks(g_.full_size(), lanes));
    });
  }

 private:
  const PoolCount count_;
};

// Each image is one chunk of a sum over channels.
template <class Launcher>
class CudaGlobalAvgPool : public Kernel {
 public:
  explicit CudaGlobalAvgPool(const KernelProblem& problem)
      : pooled_(problem.OutputElements(0)),
        positions_(problem.InputElements(0) / pooled_),
        split_(ChannelSplit::OfChunks(problem.InputElements(0),
                                      problem.input(0).shape.back(),
                                      positions_)) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }
  size_t scratch_bytes() const override { return sizeof(double) * pooled_; }

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    auto* const sums = static_cast<double*>(args.scratch);
    LaunchPartialSums(split_, PlainTerms{args.Input<float>(0)}, sums,
                      &launcher);
    launcher.Launch(GlobalMeanBody{pooled_, static_cast<double>(positions_),
                                   sums, args.Output<float>(0)},
                    BlocksFor(pooled_, kPoolThreads));
  }

 private:
  const int64_t pooled_, positions_;
  const ChannelSplit split_;
};

template <class Launcher>
class CudaGlobalAvgPoolGrad : public Kernel {
 public:
  explicit CudaGlobalAvgPoolGrad(const KernelProblem& problem)
      : size_(problem.OutputElements(0)),
        positions_(size_ / problem.InputElements(0)),
        channels_(problem.output(0).shape.back()) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  void Run(const KernelArgs& args) override {
    WithLanes(channels_, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(GlobalAvgPoolGradBody<lanes>{size_, positions_, channels_,
                                               args.Input<float>(0),
                                               args.Output<float>(0)},
                  BlocksFor(size_, int64_t{kPoolThreads} * lanes));
    });
  }

 private:
  const int64_t size_, positions_, channels_;
};

template <class Launcher>
void AddCudaPoolKernels(const CandidateAdder& add) {
  add.Add<CudaMaxPool<Launcher>>("max_pool2d", {0}, {0});
  add.Add<CudaMaxPoolGrad<Launcher>>("max_pool2d_grad");
  add.Add<CudaAvgPool<Launcher>>("avg_pool2d");
  add.Add<CudaAvgPoolGrad<Launcher>>("avg_pool2d_grad");
  add.Add<CudaGlobalAvgPool<Launcher>>("global_avg_pool");
  add.Add<CudaGlobalAvgPoolGrad<Launcher>>("global_avg_pool_grad");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_POOLS_POOL_KERNELS_H_
