#include "ops/backend/by_density/convolution.h"

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/spike_conv/spike_conv2d.h"
#include "ops/backend/cpu/spike_conv/spike_grad_weight.h"
#include "ops/backend/cpu/winograd/winograd_kernels.h"
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
  for (const auto& kernels : {WinogradKernels(), OneDnnKernels()}) {
    for (const KernelCandidate& candidate : kernels) {
      if (candidate.op != problem.op->name()) continue;
      KernelOrRefusal kernel = candidate.make(problem);
      if (kernel.ok()) return kernel;
      refusal = kernel.status();
    }
  }
  return refusal;
}

// The share of non-zero elements up to which lists are faster.  Measured on
// AVX2, 64 channels of 28x28, 3x3, one core, in ms:
//
//                    dense    5 %   10 %   20 %   40 % (counts to 3)
//   forward           38.0    9.1   12.1   17.6   32.0
//   weight gradient   53.7   13.2   16.8   23.3
//
// so that they meet at 55 % and 65 %.  AVX-512 has Winograd to beat, twice as
// fast as the direct kernels.
double MostDensity(Isa isa, bool gradient) {
  switch (isa) {
    case Isa::kAvx512:
      return 0.3;
    case Isa::kAvx2:
      return gradient ? 0.6 : 0.5;
    case Isa::kPortable:
      break;
  }
  return 0.4;
}

template <class Spikes, Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_RETURN_IF_ERROR(Spikes::Accepts(problem));
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> dense, MakeDense(problem));
  return std::make_unique<ByDensity>(
      std::make_unique<Spikes>(
          problem,
          ForIsa(kIsa, portable::kSpikeLoops, avx2::kSpikeLoops,
                 avx512::kSpikeLoops),
          MostDensity(kIsa, std::is_same_v<Spikes, SpikeConv2dGradWeight>)),
      std::move(dense));
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
