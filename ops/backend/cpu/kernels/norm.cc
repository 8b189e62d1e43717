// batch_norm, norm_apply, their gradients, and channel_sum.
#include <algorithm>
#include <cmath>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"
#include "ops/backend/cpu/kernels/row_chunks.h"

namespace synfire {
namespace {

// What these kernels hold: the rows of input 0, and vectors of floats [C]
// behind the chunks' sums in the scratch.
class RowKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override {
    return rows_.sum_bytes() + sizeof(float) * floats_ * rows_.channels();
  }

 protected:
  RowKernel(const KernelProblem& problem, const Loops& loops, int sums,
            int floats)
      : rows_(problem.InputElements(0) / problem.input(0).shape.back(),
              problem.input(0).shape.back(), sums),
        loops_(loops.norm),
        floats_(floats) {}

  float* Floats(const KernelArgs& args, int i) const {
    char* const behind = static_cast<char*>(args.scratch) + rows_.sum_bytes();
    return reinterpret_cast<float*>(behind) + i * rows_.channels();
  }

  const RowChunks rows_;
  const NormLoops& loops_;

 private:
  const int floats_;
};

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

// Inputs dy, x, scale, mean, variance; outputs dx, dscale, dshift.
class NormGradKernel : public RowKernel {
 protected:
  NormGradKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/2, /*floats=*/3),
        epsilon_(problem.attrs.Float("epsilon")) {}

  double Inverse(const KernelArgs& args, int64_t c) const {
    return 1 / std::sqrt(args.Input<float>(4)[c] + epsilon_);
  }
  // Writes dscale and dshift, and leaves in the totals, in f64, dshift and the
  // sum of dy * (x - mean).
  void Sums(const KernelArgs& args) const {
    rows_.ForEach([&](int64_t chunk, int64_t first, int64_t rows) {
      loops_.sums(args.Input<float>(0) + first, args.Input<float>(1) + first,
                  rows, rows_.channels(), args.Input<float>(3),
                  rows_.Sum(args.scratch, chunk, 0),
                  rows_.Sum(args.scratch, chunk, 1));
    });
    rows_.AddUp(args.scratch);
    const double* dshift = rows_.Total(args.scratch, 0);
    const double* product = rows_.Total(args.scratch, 1);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      args.Output<float>(1)[c] =
          static_cast<float>(product[c] * Inverse(args, c));
      args.Output<float>(2)[c] = static_cast<float>(dshift[c]);
    }
  }

 private:
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

class NormApplyGradKernel : public NormGradKernel {
 public:
  NormApplyGradKernel(const KernelProblem& problem, const Loops& loops)
      : NormGradKernel(problem, loops) {}

  void Run(const KernelArgs& args) override {
    Sums(args);
    float* slope = Floats(args, 0);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      slope[c] = static_cast<float>(args.Input<float>(2)[c] * Inverse(args, c));
    }
    rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
      loops_.scale_rows(args.Input<float>(0) + first, rows, rows_.channels(),
                        slope, args.Output<float>(0) + first);
    });
  }
};

class NormApplyKernel : public RowKernel {
 public:
  NormApplyKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/0, /*floats=*/1),
        epsilon_(problem.attrs.Float("epsilon")) {}

  void Run(const KernelArgs& args) override {
    const float* scale = args.Input<float>(1);
    const float* variance = args.Input<float>(4);
    float* slope = Floats(args, 0);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      slope[c] =
          static_cast<float>(scale[c] / std::sqrt(variance[c] + epsilon_));
    }
    rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
      loops_.normalise(args.Input<float>(0) + first, rows, rows_.channels(),
                       args.Input<float>(3), slope, args.Input<float>(2),
                       args.Output<float>(0) + first);
    });
  }

 private:
  const double epsilon_;
};

class ChannelSumKernel : public RowKernel {
 public:
  ChannelSumKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/1, /*floats=*/0) {}

  void Run(const KernelArgs& args) override {
    rows_.ForEach([&](int64_t chunk, int64_t first, int64_t rows) {
      loops_.sum_rows(args.Input<float>(0) + first, rows, rows_.channels(),
                      rows_.Sum(args.scratch, chunk, 0));
    });
    rows_.AddUp(args.scratch);
    const double* sum = rows_.Total(args.scratch, 0);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      args.Output<float>(0)[c] = static_cast<float>(sum[c]);
    }
  }
};

}  // namespace

void AddCpuNormKernels(OpRegistry* registry) {
  AddForEachIsa<BatchNormKernel>("batch_norm", registry);
  AddForEachIsa<BatchNormGradKernel>("batch_norm_grad", registry);
  AddForEachIsa<NormApplyKernel>("norm_apply", registry);
  AddForEachIsa<NormApplyGradKernel>("norm_apply_grad", registry);
  AddForEachIsa<ChannelSumKernel>("channel_sum", registry);
}

}  // namespace synfire
