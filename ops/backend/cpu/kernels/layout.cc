// What only moves or adds numbers: add, flatten, unflatten, repeat_time.
#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {
namespace {

class AddKernel : public Kernel {
 public:
  AddKernel(const KernelProblem& problem, const Loops& loops)
      : problem_(problem), loops_(loops) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    if (problem.inputs.size() < 2) return Refuse("there is one input");
    for (size_t i = 0; i < problem.inputs.size(); ++i) {
      if (problem.input(i).time != problem.output(0).time) {
        return Refuse("static and temporal inputs, this takes all alike");
      }
    }
    return absl::OkStatus();
  }

  // The order of the sum is that of the inputs.
  void Run(const KernelArgs& args) override {
    ParallelFor(problem_.OutputElements(0), kChunkElements,
                [&](int64_t begin, int64_t end) {
                  float* y = args.Output<float>(0) + begin;
                  const float* sum = args.Input<float>(0) + begin;
                  for (size_t i = 1; i < problem_.inputs.size(); ++i) {
                    loops_.add(sum, args.Input<float>(i) + begin, end - begin,
                               y);
                    sum = y;
                  }
                });
  }

 private:
  const KernelProblem problem_;
  const Loops& loops_;
};

// Rows of [from, to] become rows of [to, from], in tiles that fit the first
// cache.
class TransposeKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const int64_t size = from_ * to_;
    const int64_t grain = 1 + kChunkElements / std::max<int64_t>(1, size);
    ParallelFor(rows_, grain, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        Transpose(args.Input<float>(0) + row * size,
                  args.Output<float>(0) + row * size);
      }
    });
  }

 protected:
  TransposeKernel(int64_t rows, int64_t from, int64_t to)
      : rows_(rows), from_(from), to_(to) {}

 private:
  void Transpose(const float* x, float* y) const {
    constexpr int64_t kTile = 16;
    for (int64_t i0 = 0; i0 < from_; i0 += kTile) {
      const int64_t i1 = std::min(from_, i0 + kTile);
      for (int64_t j0 = 0; j0 < to_; j0 += kTile) {
        const int64_t j1 = std::min(to_, j0 + kTile);
        for (int64_t j = j0; j < j1; ++j) {
          for (int64_t i = i0; i < i1; ++i) y[j * from_ + i] = x[i * to_ + j];
        }
      }
    }
  }

  const int64_t rows_, from_, to_;
};

// Images [N,H,W,C], or rows [N,F], which stay as they are.
class FlattenKernel : public TransposeKernel {
 public:
  FlattenKernel(const KernelProblem& problem, const Loops&)
      : TransposeKernel(
            problem.InputElements(0) /
                std::max<int64_t>(1, problem.output(0).shape[1]),
            problem.output(0).shape[1] / problem.input(0).shape.back(),
            problem.input(0).shape.back()) {}
};

class UnflattenKernel : public TransposeKernel {
 public:
  UnflattenKernel(const KernelProblem& problem, const Loops&)
      : TransposeKernel(
            problem.InputElements(0) /
                std::max<int64_t>(1, problem.input(0).shape[1]),
            problem.output(0).shape.back(),
            problem.input(0).shape[1] / problem.output(0).shape.back()) {}
};

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

}  // namespace

void AddCpuLayoutKernels(OpRegistry* registry) {
  AddForEachIsa<AddKernel>("add", registry);
  AddForEachIsa<FlattenKernel>("flatten", registry);
  AddForEachIsa<UnflattenKernel>("unflatten", registry);
  AddForEachIsa<RepeatTimeKernel>("repeat_time", registry);
}

}  // namespace synfire
