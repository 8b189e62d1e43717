// Element-wise ops: add, scale.
#include <algorithm>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/element_kernel.h"

namespace synfire {
namespace {

class AddKernel : public ElementKernel {
 public:
  AddKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops), terms_(problem.inputs.size()) {}

  // The order of the sum is that of the inputs.
  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      const float* sum = piece.Input(0);
      float* y = piece.Output(0);
      if (terms_ == 1 && sum != y) std::copy(sum, sum + piece.count, y);
      for (int i = 1; i < terms_; ++i, sum = y) {
        loops_.add(sum, piece.Input(i), piece.count, y);
      }
    });
  }

 private:
  const int terms_;
};

class ScaleKernel : public ElementKernel {
 public:
  ScaleKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops),
        factor_(static_cast<float>(problem.attrs.Float("factor"))) {}

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      loops_.scale(factor_, piece.Input(0), piece.count, piece.Output(0));
    });
  }

 private:
  const float factor_;
};

}  // namespace

void AddCpuElementKernels(OpRegistry* registry) {
  AddForEachIsa<AddKernel>("add", registry);
  AddForEachIsa<ScaleKernel>("scale", registry);
}

}  // namespace synfire
