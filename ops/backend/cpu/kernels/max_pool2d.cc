// max_pool2d and its gradient, a row of channels at a time.
#include <algorithm>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/pool_windows.h"

namespace synfire {
namespace {

class MaxPoolKernel : public Kernel {
 public:
  MaxPoolKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPooling(problem)), loops_(loops.pool) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* x = args.Input<float>(0) + image * s.full_size();
      float* y = args.Output<float>(0) + image * s.pooled_size();
      uint8_t* which = args.Output<uint8_t>(1) + image * s.pooled_size();
      for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
        for (int64_t q = 0; q < s.pooled[kWidth]; ++q) {
          bool first = true;
          ForTaps(s, p, q, [&](uint8_t tap, int64_t at) {
            if (first) {
              std::copy(x + at, x + at + s.channels, y);
              std::fill(which, which + s.channels, tap);
              first = false;
            } else {
              loops_.maximum(x + at, s.channels, tap, y, which);
            }
          });
          y += s.channels;
          which += s.channels;
        }
      }
    });
  }

 private:
  const PoolingSizes sizes_;
  const PoolLoops& loops_;
};

class MaxPoolGradKernel : public Kernel {
 public:
  MaxPoolGradKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPoolingGrad(problem)), loops_(loops.pool) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* dy = args.Input<float>(0) + image * s.pooled_size();
      const uint8_t* which = args.Input<uint8_t>(1) + image * s.pooled_size();
      float* dx = args.Output<float>(0) + image * s.full_size();
      ForWindowsOfGradient(s, dx, [&](int64_t p, int64_t q, int64_t from) {
        ForTaps(s, p, q, [&](uint8_t tap, int64_t to) {
          loops_.add_winners(dy + from, which + from, s.channels, tap, dx + to);
        });
      });
    });
  }

 private:
  const PoolingSizes sizes_;
  const PoolLoops& loops_;
};

}  // namespace

void AddCpuMaxPoolKernels(OpRegistry* registry) {
  AddForEachIsa<MaxPoolKernel>("max_pool2d", registry);
  AddForEachIsa<MaxPoolGradKernel>("max_pool2d_grad", registry);
}

}  // namespace synfire
