#include "ops/backend/by_density/dense.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ops/backend/cpu/product/product_kernels.h"
#include "ops/backend/cpu/winograd/winograd_kernels.h"
#include "ops/backend/onednn/onednn_kernels.h"
#include "ops/backend/operands/converted.h"

namespace synfire {
namespace {

// A dense kernel that says its name.
class NamedKernel : public Kernel {
 public:
  NamedKernel(std::string name, std::unique_ptr<Kernel> kernel)
      : name_(std::move(name)), kernel_(std::move(kernel)) {}

  size_t scratch_bytes() const override { return kernel_->scratch_bytes(); }
  void Run(const KernelArgs& args) override { kernel_->Run(args); }
  std::optional<KernelRun> LastRun() const override {
    return KernelRun{name_, /*density=*/1, /*denser=*/false, /*work=*/1};
  }

 private:
  const std::string name_;
  const std::unique_ptr<Kernel> kernel_;
};

KernelOrRefusal MakeOnPlain(const KernelProblem& problem) {
  absl::Status refusal = Refuse("there is no dense kernel beside it");
  for (const auto& kernels :
       {WinogradKernels(), ProductKernels(), OneDnnKernels()}) {
    for (const KernelCandidate& candidate : kernels) {
      if (candidate.op != problem.op->name()) continue;
      KernelOrRefusal kernel = candidate.make(problem);
      if (kernel.ok()) {
        return std::make_unique<NamedKernel>(candidate.name,
                                             *std::move(kernel));
      }
      refusal = kernel.status();
    }
  }
  return refusal;
}

}  // namespace

KernelOrRefusal MakeDense(const KernelProblem& problem, const Loops& loops) {
  return MakeOnConverted(problem, loops, ReadAs::kFloats, ReadAs::kItself,
                         MakeOnPlain);
}

}  // namespace synfire
