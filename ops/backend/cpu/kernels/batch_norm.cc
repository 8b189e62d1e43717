// batch_norm and its gradient.
#include <algorithm>
#include <cmath>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/row_kernel.h"

namespace synfire {
namespace {

class BatchNormKernel : public RowKernel {
 public:
  BatchNormKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/2, /*floats=*/2),
        epsilon_(problem.attrs.Float("epsilon")) {}

  void Run(const KernelArgs& args) override {
    const float* x = args.Input<float>(0);
    const float* scale = args.Input<float>(1);
    const float* shift = args.Input<float>(2);
    float *mean_out = args.Output<float>(1), *variance = args.Output<float>(2);
    float *slope = Floats(args, 0), *offset = Floats(args, 1);
    Moments(args);
    const double* mean = rows_.Total(args.scratch, 0);
    const double* spread = rows_.Total(args.scratch, 1);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      const double v = spread[c] / rows_.rows();
      const double factor = scale[c] / std::sqrt(v + epsilon_);
      mean_out[c] = static_cast<float>(mean[c]);
      variance[c] = static_cast<float>(v);
      slope[c] = static_cast<float>(factor);
      // What the mean loses in f32 counts where it is large.
      offset[c] =
          static_cast<float>(shift[c] - (mean[c] - mean_out[c]) * factor);
    }
    rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
      loops_.normalise(x + first, rows, rows_.channels(), mean_out, slope,
                       offset, args.Output<float>(0) + first);
    });
  }

 private:
  // Makes the totals the mean and spread of all rows:
  //   mean   = sum over chunks of rows_k * mean_k / rows
  //   spread = sum over chunks of spread_k + rows_k * (mean_k - mean)^2
  void Moments(const KernelArgs& args) const {
    void* const scratch = args.scratch;
    const int64_t channels = rows_.channels();
    rows_.ForEach([&](int64_t chunk, int64_t first, int64_t rows) {
      loops_.moments(args.Input<float>(0) + first, rows, channels,
                     rows_.Sum(scratch, chunk, 0),
                     rows_.Sum(scratch, chunk, 1));
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
    rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
      loops_.gradient(args.Input<float>(0) + first,
                      args.Input<float>(1) + first, rows, rows_.channels(),
                      args.Input<float>(3), slope, a, b,
                      args.Output<float>(0) + first);
    });
  }
};

}  // namespace

void AddCpuBatchNormKernels(OpRegistry* registry) {
  AddForEachIsa<BatchNormKernel>("batch_norm", registry);
  AddForEachIsa<BatchNormGradKernel>("batch_norm_grad", registry);
}

}  // namespace synfire
