#include "ops/backend/by_density/convolution.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/spike_conv/spike_conv2d.h"
#include "ops/backend/cpu/spike_conv/spike_grad_weight.h"
#include "ops/backend/onednn/onednn_kernels.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

class ByDensity : public Kernel {
 public:
  ByDensity(std::unique_ptr<SpikeKernel> spikes, std::unique_ptr<Kernel> dense)
      : spikes_(std::move(spikes)), dense_(std::move(dense)) {}

  size_t scratch_bytes() const override {
    return std::max(spikes_->scratch_bytes(), dense_->scratch_bytes());
  }
  void Run(const KernelArgs& args) override {
    if (!spikes_->Run(args)) dense_->Run(args);
  }

 private:
  const std::unique_ptr<SpikeKernel> spikes_;
  const std::unique_ptr<Kernel> dense_;
};

KernelOrRefusal MakeDense(const KernelProblem& problem) {
  absl::Status refusal = Refuse("there is no dense kernel beside it");
  for (const KernelCandidate& candidate : OneDnnKernels()) {
    if (candidate.op != problem.op->name()) continue;
    KernelOrRefusal kernel = candidate.make(problem);
    if (kernel.ok()) return kernel;
    refusal = kernel.status();
  }
  return refusal;
}

const SpikeLoops& LoopsFor(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return avx512::kSpikeLoops;
    case Isa::kAvx2:
      return avx2::kSpikeLoops;
    case Isa::kPortable:
      break;
  }
  return portable::kSpikeLoops;
}

template <class Spikes, Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_RETURN_IF_ERROR(Spikes::Accepts(problem));
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> dense, MakeDense(problem));
  return std::make_unique<ByDensity>(
      std::make_unique<Spikes>(problem, LoopsFor(kIsa)), std::move(dense));
}

template <class Spikes>
void AddForEachIsa(const char* op, OpRegistry* registry) {
  registry->AddKernel({op, "density:avx512", Make<Spikes, Isa::kAvx512>});
  registry->AddKernel({op, "density:avx2", Make<Spikes, Isa::kAvx2>});
  registry->AddKernel({op, "density:portable", Make<Spikes, Isa::kPortable>});
}

}  // namespace

void AddConvolutionsByDensity(OpRegistry* registry) {
  AddForEachIsa<SpikeConv2d>("conv2d", registry);
  AddForEachIsa<SpikeConv2dGradWeight>("conv2d_grad_weight", registry);
}

}  // namespace synfire
