// batch_norm, its gradient, and their parts.
#include <algorithm>
#include <cmath>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/row_kernel.h"

namespace synfire {
namespace {

// Inputs x, scale, shift.
class MomentsKernel : public RowKernel {
 protected:
  MomentsKernel(const KernelProblem& problem, const Loops& loops, int floats)
      : RowKernel(problem, loops, /*sums=*/2, floats),
        epsilon_(problem.attrs.Float("epsilon")) {}

  // Vectors [C].
  struct Factors {
    float *mean, *variance, *slope, *offset;
  };
  void Compute(const KernelArgs& args, const Factors& to) const {
    const float* scale = args.Input<float>(1);
    const float* shift = args.Input<float>(2);
    Moments(args);
    const double* mean = rows_.Total(args.scratch, 0);
    const double* spread = rows_.Total(args.scratch, 1);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      const double v = spread[c] / rows_.rows();
      const double factor = scale[c] / std::sqrt(v + epsilon_);
      to.mean[c] = static_cast<float>(mean[c]);
      to.variance[c] = static_cast<float>(v);
      to.slope[c] = static_cast<float>(factor);
      // What the mean loses in f32 counts where it is large.
      to.offset[c] =
          static_cast<float>(shift[c] - (mean[c] - to.mean[c]) * factor);
    }
  }

 private:
  // Makes the totals the mean and spread of all rows:
  //   mean   = sum over chunks of rows_k * mean_k / rows
  //   spread = sum over chunks of spread_k + rows_k * (mean_k - mean)^2
  void Moments(const KernelArgs& args) const {
    void* const scratch = args.scratch;
    const int64_t channels = rows_.channels();
    WithX(args, 0, [&](const auto* x, const auto& loops) {
      rows_.ForEach([&](int64_t chunk, int64_t first, int64_t rows) {
        loops.moments(x + first, rows, channels, rows_.Sum(scratch, chunk, 0),
                      rows_.Sum(scratch, chunk, 1));
      });
    });
    double *mean = rows_.Total(scratch, 0), *spread = rows_.Total(scratch, 1);
    std::fill(mean, mean + channels, 0.0);
    std::fill(spread, spread + channels, 0.0);
    for (int64_t k = 0; k < rows_.chunks(); ++k) {
      const double share = rows_.RowsOf(k) / static_cast<double>(rows_.rows());
      const double* const mean_k = rows_.Sum(scratch, k, 0);
      for (int64_t c = 0; c < channels; ++c) mean[c] += share * mean_k[c];
    }
    for (int64_t k = 0; k < rows_.chunks(); ++k) {
      const double rows = rows_.RowsOf(k);
      const double* const mean_k = rows_.Sum(scratch, k, 0);
      const double* const spread_k = rows_.Sum(scratch, k, 1);
      for (int64_t c = 0; c < channels; ++c) {
        const double apart = mean_k[c] - mean[c];
        spread[c] += spread_k[c] + rows * apart * apart;
      }
    }
  }

  const double epsilon_;
};

class BatchNormKernel : public MomentsKernel {
 public:
  BatchNormKernel(const KernelProblem& problem, const Loops& loops)
      : MomentsKernel(problem, loops, /*floats=*/2) {}

  void Run(const KernelArgs& args) override {
    float *slope = Floats(args, 0), *offset = Floats(args, 1);
    float* mean = args.Output<float>(1);
    Compute(args, {mean, args.Output<float>(2), slope, offset});
    WithX(args, 0, [&](const auto* x, const auto& loops) {
      rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
        loops.normalise(x + first, rows, rows_.channels(), mean, slope, offset,
                        args.Output<float>(0) + first);
      });
    });
  }
};

class NormMomentsKernel : public MomentsKernel {
 public:
  NormMomentsKernel(const KernelProblem& problem, const Loops& loops)
      : MomentsKernel(problem, loops, /*floats=*/0) {}

  void Run(const KernelArgs& args) override {
    Compute(args, {args.Output<float>(0), args.Output<float>(1),
                   args.Output<float>(2), args.Output<float>(3)});
  }
};

class BatchNormGradKernel : public NormGradKernel {
 public:
  BatchNormGradKernel(const KernelProblem& problem, const Loops& loops)
      : NormGradKernel(problem, loops) {}

  void Run(const KernelArgs& args) override {
    Sums(args);
    const double* dshift = rows_.Total(args.scratch, 0);
    const double* product = rows_.Total(args.scratch, 1);
    float *slope = Floats(args, 0), *a = Floats(args, 1), *b = Floats(args, 2);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      const double inverse = Inverse(args, c);
      slope[c] = static_cast<float>(args.Input<float>(2)[c] * inverse);
      a[c] = static_cast<float>(dshift[c] / rows_.rows());
      b[c] = static_cast<float>(product[c] * inverse * inverse / rows_.rows());
    }
    InputGradient(args, {slope, a, b});
  }
};

class NormInputGradKernel : public RowKernel {
 public:
  NormInputGradKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/0, /*floats=*/3),
        epsilon_(problem.attrs.Float("epsilon")) {}

  void Run(const KernelArgs& args) override {
    const float *d_slope = args.Input<float>(5),
                *d_offset = args.Input<float>(6);
    float *slope = Floats(args, 0), *a = Floats(args, 1), *b = Floats(args, 2);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      const double inverse = 1 / std::sqrt(args.Input<float>(4)[c] + epsilon_);
      slope[c] = static_cast<float>(args.Input<float>(2)[c] * inverse);
      a[c] =
          static_cast<float>(static_cast<double>(d_offset[c]) / rows_.rows());
      b[c] = static_cast<float>(d_slope[c] * inverse * inverse / rows_.rows());
      args.Output<float>(1)[c] = static_cast<float>(d_slope[c] * inverse);
      args.Output<float>(2)[c] = d_offset[c];
    }
    InputGradient(args, {slope, a, b});
  }

 private:
  const double epsilon_;
};

}  // namespace

void AddCpuBatchNormKernels(OpRegistry* registry) {
  AddNorm<BatchNormKernel>("batch_norm", /*x=*/0, registry);
  AddNorm<BatchNormGradKernel>("batch_norm_grad", /*x=*/1, registry, {0});
  AddNorm<NormMomentsKernel>("norm_moments", /*x=*/0, registry);
  AddNorm<NormInputGradKernel>("norm_input_grad", /*x=*/1, registry, {0});
}

}  // namespace synfire
