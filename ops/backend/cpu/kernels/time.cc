// repeat_time, sum_time, mean_time.
#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {
namespace {

class RepeatTimeKernel : public Kernel {
 public:
  RepeatTimeKernel(const KernelProblem& problem, const Loops&)
      : steps_(problem.steps), size_(problem.output(0).shape.size()) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    if (problem.input(0).temporal()) return Refuse("x is temporal");
    return absl::OkStatus();
  }

  void Run(const KernelArgs& args) override {
    const float* x = args.Input<float>(0);
    ParallelFor(size_, kChunkElements, [&](int64_t begin, int64_t end) {
      for (int64_t t = 0; t < steps_; ++t) {
        std::copy(x + begin, x + end,
                  args.Output<float>(0) + t * size_ + begin);
      }
    });
  }

 private:
  const int64_t steps_, size_;
};

// The steps are added in their order, in f32.
template <bool kMean>
class ReduceTimeKernel : public Kernel {
 public:
  ReduceTimeKernel(const KernelProblem& problem, const Loops& loops)
      : steps_(problem.steps),
        size_(problem.output(0).shape.size()),
        loops_(loops.element) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    if (!problem.input(0).temporal()) return Refuse("x is static");
    if (problem.steps <= kMostSteps) return absl::OkStatus();
    return Refuse("there are ", problem.steps, " steps, this adds ", kMostSteps,
                  " at most");
  }

  void Run(const KernelArgs& args) override {
    const float* x = args.Input<float>(0);
    ParallelFor(size_, kPiece, [&](int64_t from, int64_t to) {
      for (int64_t begin = from; begin < to; begin += kPiece) {
        Reduce(x + begin, std::min(kPiece, to - begin),
               args.Output<float>(0) + begin);
      }
    });
  }

 private:
  // Beyond, sums in f32 would lose more than a digit.
  static constexpr int64_t kMostSteps = 64;
  // Elements whose sums stay in the first cache.
  static constexpr int64_t kPiece = 2048;

  void Reduce(const float* x, int64_t count, float* y) const {
    std::copy(x, x + count, y);
    for (int64_t step = 1; step < steps_; ++step) {
      loops_.add(y, x + step * size_, count, y);
    }
    if (kMean) loops_.scale(1.0f / static_cast<float>(steps_), y, count, y);
  }

  const int64_t steps_, size_;
  const ElementLoops& loops_;
};

}  // namespace

void AddCpuTimeKernels(OpRegistry* registry) {
  AddForEachIsa<RepeatTimeKernel>("repeat_time", registry);
  AddForEachIsa<ReduceTimeKernel</*kMean=*/false>>("sum_time", registry);
  AddForEachIsa<ReduceTimeKernel</*kMean=*/true>>("mean_time", registry);
}

}  // namespace synfire
