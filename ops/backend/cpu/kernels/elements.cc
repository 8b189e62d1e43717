// Element-wise ops: add, connect and its gradient, scale.
#include <algorithm>
#include <string>

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

enum class Connection { kAdd, kAnd, kIand };

Connection ConnectionOf(const KernelProblem& problem) {
  const std::string& g = problem.attrs.String("g");
  return g == "ADD"   ? Connection::kAdd
         : g == "AND" ? Connection::kAnd
                      : Connection::kIand;
}

class ConnectKernel : public ElementKernel {
 public:
  ConnectKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops) {
    const Connection g = ConnectionOf(problem);
    apply_ = g == Connection::kAdd   ? loops_.add
             : g == Connection::kAnd ? loops_.multiply
                                     : loops_.multiply_complement;
  }

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      apply_(piece.Input(0), piece.Input(1), piece.count, piece.Output(0));
    });
  }

 private:
  decltype(ElementLoops::add) apply_;
};

// Inputs dy, residual A, shortcut S; outputs da, ds.
class ConnectGradKernel : public ElementKernel {
 public:
  ConnectGradKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops), g_(ConnectionOf(problem)) {}

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      const float *dy = piece.Input(0), *a = piece.Input(1),
                  *s = piece.Input(2);
      float *da = piece.Output(0), *ds = piece.Output(1);
      switch (g_) {
        case Connection::kAdd:
          std::copy(dy, dy + piece.count, da);
          std::copy(dy, dy + piece.count, ds);
          break;
        case Connection::kAnd:
          loops_.multiply(dy, s, piece.count, da);
          loops_.multiply(dy, a, piece.count, ds);
          break;
        case Connection::kIand:
          loops_.multiply_negated(dy, s, piece.count, da);
          loops_.multiply_complement(a, dy, piece.count, ds);
          break;
      }
    });
  }

 private:
  const Connection g_;
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
  AddForEachIsa<ConnectKernel>("connect", registry);
  AddForEachIsa<ConnectGradKernel>("connect_grad", registry);
  AddForEachIsa<ScaleKernel>("scale", registry);
}

}  // namespace synfire
