// norm_apply and its gradient, and channel_sum.
#include <cmath>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/row_kernel.h"

namespace synfire {
namespace {

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
    WithX(args, 0, [&](const auto* x, const auto& loops) {
      rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
        loops.normalise(x + first, rows, rows_.channels(), args.Input<float>(3),
                        slope, args.Input<float>(2),
                        args.Output<float>(0) + first);
      });
    });
  }

 private:
  const double epsilon_;
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

void AddCpuNormApplyKernels(OpRegistry* registry) {
  AddNorm<NormApplyKernel>("norm_apply", /*x=*/0, registry);
  AddNorm<NormApplyGradKernel>("norm_apply_grad", /*x=*/1, registry);
  AddForEachIsa<ChannelSumKernel>("channel_sum", registry);
}

}  // namespace synfire
