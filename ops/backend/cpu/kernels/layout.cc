// flatten and unflatten, which only move numbers: the same code for all
// instruction sets, for memory bounds it.
#include <algorithm>
#include <memory>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {
namespace {

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
  explicit FlattenKernel(const KernelProblem& problem)
      : TransposeKernel(
            problem.InputElements(0) /
                std::max<int64_t>(1, problem.output(0).shape[1]),
            problem.output(0).shape[1] / problem.input(0).shape.back(),
            problem.input(0).shape.back()) {}
};

class UnflattenKernel : public TransposeKernel {
 public:
  explicit UnflattenKernel(const KernelProblem& problem)
      : TransposeKernel(
            problem.InputElements(0) /
                std::max<int64_t>(1, problem.input(0).shape[1]),
            problem.output(0).shape.back(),
            problem.input(0).shape[1] / problem.output(0).shape.back()) {}
};

template <class KernelClass>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_RETURN_IF_ERROR(KernelClass::Accepts(problem));
  return std::make_unique<KernelClass>(problem);
}

}  // namespace

void AddCpuLayoutKernels(OpRegistry* registry) {
  const char* const name = "cpu:portable";
  registry->AddKernel({"flatten", name, Make<FlattenKernel>});
  registry->AddKernel({"unflatten", name, Make<UnflattenKernel>});
}

}  // namespace synfire
