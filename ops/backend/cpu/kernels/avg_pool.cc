// avg_pool2d, global_avg_pool and their gradients, a row of channels at a time.
#include <algorithm>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/pool_windows.h"

namespace synfire {
namespace {

// What a window's sum is multiplied by.
class AvgPoolFactor {
 public:
  explicit AvgPoolFactor(const Attrs& attrs)
      : include_pad_(attrs.Bool("count_include_pad")) {}

  float At(const PoolingSizes& s, int64_t p, int64_t q) const {
    int64_t count = s.window.taps();
    if (!include_pad_) {
      count = 0;
      ForTaps(s, p, q, [&](uint8_t, int64_t) { ++count; });
    }
    return 1.0f / static_cast<float>(count);
  }

 private:
  const bool include_pad_;
};

class AvgPoolKernel : public Kernel {
 public:
  AvgPoolKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPooling(problem)),
        factor_(problem.attrs),
        loops_(loops.pool) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectFewTaps(SizesOfPooling(problem));
  }
  // Sums are in f32.
  static absl::Status ExpectFewTaps(const PoolingSizes& s) {
    if (s.window.taps() <= 64) return absl::OkStatus();
    return Refuse("the kernel is ", ToText(s.window.kernel),
                  ", this takes 64 taps at most");
  }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* x = args.Input<float>(0) + image * s.full_size();
      float* y = args.Output<float>(0) + image * s.pooled_size();
      for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
        for (int64_t q = 0; q < s.pooled[kWidth]; ++q, y += s.channels) {
          const float factor = factor_.At(s, p, q);
          std::fill(y, y + s.channels, 0.0f);
          ForTaps(s, p, q, [&](uint8_t, int64_t at) {
            loops_.add_scaled(x + at, s.channels, factor, y);
          });
        }
      }
    });
  }

 private:
  const PoolingSizes sizes_;
  const AvgPoolFactor factor_;
  const PoolLoops& loops_;
};

class AvgPoolGradKernel : public Kernel {
 public:
  AvgPoolGradKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPoolingGrad(problem)),
        factor_(problem.attrs),
        loops_(loops.pool) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return AvgPoolKernel::ExpectFewTaps(SizesOfPoolingGrad(problem));
  }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* dy = args.Input<float>(0) + image * s.pooled_size();
      float* dx = args.Output<float>(0) + image * s.full_size();
      ForWindowsOfGradient(s, dx, [&](int64_t p, int64_t q, int64_t from) {
        const float factor = factor_.At(s, p, q);
        ForTaps(s, p, q, [&](uint8_t, int64_t to) {
          loops_.add_scaled(dy + from, s.channels, factor, dx + to);
        });
      });
    });
  }

 private:
  const PoolingSizes sizes_;
  const AvgPoolFactor factor_;
  const PoolLoops& loops_;
};

// Images [N,H,W,C], as rows of channels: the mean of each image's rows.
class GlobalAvgPoolKernel : public Kernel {
 public:
  GlobalAvgPoolKernel(const KernelProblem& problem, const Loops& loops)
      : channels_(problem.input(0).shape.back()),
        images_(problem.OutputElements(0) / channels_),
        positions_(problem.InputElements(0) / problem.OutputElements(0)),
        loops_(loops.norm) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override {
    return sizeof(double) * images_ * channels_;
  }

  void Run(const KernelArgs& args) override {
    ParallelFor(images_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t image = begin; image < end; ++image) {
        double* const sum =
            static_cast<double*>(args.scratch) + image * channels_;
        loops_.sum_rows(args.Input<float>(0) + image * positions_ * channels_,
                        positions_, channels_, sum);
        float* const y = args.Output<float>(0) + image * channels_;
        for (int64_t c = 0; c < channels_; ++c) {
          y[c] = static_cast<float>(sum[c] / positions_);
        }
      }
    });
  }

 private:
  const int64_t channels_, images_, positions_;
  const NormLoops& loops_;
};

class GlobalAvgPoolGradKernel : public Kernel {
 public:
  GlobalAvgPoolGradKernel(const KernelProblem& problem, const Loops& loops)
      : channels_(problem.output(0).shape.back()),
        images_(problem.InputElements(0) / channels_),
        positions_(problem.OutputElements(0) / problem.InputElements(0)),
        loops_(loops.element) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const float factor = 1.0f / static_cast<float>(positions_);
    ParallelFor(images_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t image = begin; image < end; ++image) {
        const float* const dy = args.Input<float>(0) + image * channels_;
        float* dx = args.Output<float>(0) + image * positions_ * channels_;
        for (int64_t at = 0; at < positions_; ++at, dx += channels_) {
          loops_.scale(factor, dy, channels_, dx);
        }
      }
    });
  }

 private:
  const int64_t channels_, images_, positions_;
  const ElementLoops& loops_;
};

}  // namespace

void AddCpuAvgPoolKernels(OpRegistry* registry) {
  AddForEachIsa<AvgPoolKernel>("avg_pool2d", registry);
  AddForEachIsa<AvgPoolGradKernel>("avg_pool2d_grad", registry);
  AddForEachIsa<GlobalAvgPoolKernel>("global_avg_pool", registry);
  AddForEachIsa<GlobalAvgPoolGradKernel>("global_avg_pool_grad", registry);
}

}  // namespace synfire
