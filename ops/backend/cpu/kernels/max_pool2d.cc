// max_pool2d and its gradient, a row of channels at a time.
#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {
namespace {

// Calls body(tap, offset of its row in the full image) for the taps of the
// window at (p, q) that lie inside.
template <typename Body>
void ForTaps(const PoolingSizes& s, int64_t p, int64_t q, Body&& body) {
  for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
    const int64_t h = s.window.Source(kHeight, p, kh);
    if (h < 0 || h >= s.full[kHeight]) continue;
    for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
      const int64_t w = s.window.Source(kWidth, q, kw);
      if (w < 0 || w >= s.full[kWidth]) continue;
      body(static_cast<uint8_t>(kh * s.window.kernel[kWidth] + kw),
           (h * s.full[kWidth] + w) * s.channels);
    }
  }
}

// body(image) for each image, spread over threads.
template <typename Body>
void ForImages(const PoolingSizes& s, Body&& body) {
  const int64_t grain =
      1 + kChunkElements / std::max<int64_t>(1, s.full_size());
  ParallelFor(s.rows, grain, [&](int64_t begin, int64_t end) {
    for (int64_t image = begin; image < end; ++image) body(image);
  });
}

class MaxPoolKernel : public Kernel {
 public:
  MaxPoolKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPooling(problem)), loops_(loops) {}
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
  const Loops& loops_;
};

class MaxPoolGradKernel : public Kernel {
 public:
  MaxPoolGradKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPoolingGrad(problem)), loops_(loops) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* dy = args.Input<float>(0) + image * s.pooled_size();
      const uint8_t* which = args.Input<uint8_t>(1) + image * s.pooled_size();
      float* dx = args.Output<float>(0) + image * s.full_size();
      std::fill(dx, dx + s.full_size(), 0.0f);
      for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
        for (int64_t q = 0; q < s.pooled[kWidth]; ++q) {
          ForTaps(s, p, q, [&](uint8_t tap, int64_t at) {
            loops_.add_winners(dy, which, s.channels, tap, dx + at);
          });
          dy += s.channels;
          which += s.channels;
        }
      }
    });
  }

 private:
  const PoolingSizes sizes_;
  const Loops& loops_;
};

}  // namespace

void AddCpuPoolKernels(OpRegistry* registry) {
  AddForEachIsa<MaxPoolKernel>("max_pool2d", registry);
  AddForEachIsa<MaxPoolGradKernel>("max_pool2d_grad", registry);
}

}  // namespace synfire
