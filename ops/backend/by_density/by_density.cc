#include "ops/backend/by_density/by_density.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "ops/backend/by_density/unpacked.h"
#include "ops/backend/cpu/product/product_kernels.h"
#include "ops/backend/cpu/winograd/winograd_kernels.h"
#include "ops/backend/onednn/onednn_kernels.h"
#include "ops/backend/refusals.h"

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

class ByDensity : public Kernel {
 public:
  ByDensity(std::unique_ptr<SpikeKernel> spikes, std::unique_ptr<Kernel> dense)
      : spikes_(std::move(spikes)), dense_(std::move(dense)) {}

  size_t scratch_bytes() const override {
    return std::max(spikes_->scratch_bytes(), dense_->scratch_bytes());
  }
  void Run(const KernelArgs& args) override {
    listed_ = spikes_->Run(args);
    if (!listed_) dense_->Run(args);
  }
  std::optional<KernelRun> LastRun() const override {
    const double density = spikes_->density();
    if (listed_) return KernelRun{"lists", density, false, density};
    std::optional<KernelRun> run = dense_->LastRun();
    run->density = density;
    run->denser = true;
    return run;
  }

 private:
  const std::unique_ptr<SpikeKernel> spikes_;
  const std::unique_ptr<Kernel> dense_;  // its LastRun names it
  bool listed_ = false;
};

KernelOrRefusal MakeDense(const KernelProblem& problem) {
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

KernelOrRefusal MakeByDensity(const KernelProblem& problem, Isa isa,
                              std::unique_ptr<SpikeKernel> spikes) {
  SYNFIRE_ASSIGN_OR_RETURN(
      std::unique_ptr<Kernel> dense,
      MakeOnUnpacked(
          problem, ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops),
          MakeDense));
  return std::make_unique<ByDensity>(std::move(spikes), std::move(dense));
}

}  // namespace synfire
