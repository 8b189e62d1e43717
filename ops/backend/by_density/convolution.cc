#include "ops/backend/by_density/convolution.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "ops/backend/by_density/unpacked.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/spike_conv/spike_conv2d.h"
#include "ops/backend/cpu/spike_conv/spike_grad_weight.h"
#include "ops/backend/cpu/winograd/tiling.h"
#include "ops/backend/cpu/winograd/winograd_kernels.h"
#include "ops/backend/onednn/onednn_kernels.h"
#include "ops/backend/refusals.h"
#include "ops/nn/conv2d/conv2d.h"

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
  for (const auto& kernels : {WinogradKernels(), OneDnnKernels()}) {
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

Conv2dSizes SizesOf(const KernelProblem& problem, bool gradient) {
  return gradient ? SizesOfConv2dGradWeight(problem) : SizesOfConv2d(problem);
}

// The share of non-zero elements up to which lists are faster.  Measured on
// AVX2, 64 channels of 28x28, 3x3, one core, in ms:
//
//                    direct  Winograd    5 %   10 %   20 %   40 % (counts to 3)
//   forward           38.0     16.3      9.7   12.8   18.0   32.9
//   weight gradient   53.7     18.9     13.7   17.4   24.1   44.4
//
// so that they meet the direct kernels at 55 % and 65 %, and Winograd at 16 %
// and 12 %.  Lists skip padding, which is more of a small image: what they meet
// Winograd at grows with the share of multiplications that it has to do, here
// 26 %; but on 2x2 images of 512 channels, where reading the weights takes its
// time whatever the density, they met it at 22 % and 14 %.
double MostDensity(Isa isa, const KernelProblem& problem, bool gradient) {
  if (isa == Isa::kAvx512) return 0.3;
  const auto winograd = TileConv2d(SizesOf(problem, gradient));
  if (winograd.ok()) {
    const double share = winograd->ShareOfDirect();
    return gradient ? std::min(0.46 * share, 0.14)
                    : std::min(0.63 * share, 0.22);
  }
  if (isa == Isa::kPortable) return 0.4;
  return gradient ? 0.6 : 0.5;
}

template <class Spikes, Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_RETURN_IF_ERROR(Spikes::Accepts(problem));
  SYNFIRE_ASSIGN_OR_RETURN(
      std::unique_ptr<Kernel> dense,
      MakeOnUnpacked(
          problem, ForIsa(kIsa, portable::kLoops, avx2::kLoops, avx512::kLoops),
          MakeDense));
  return std::make_unique<ByDensity>(
      std::make_unique<Spikes>(
          problem, kIsa,
          MostDensity(kIsa, problem,
                      std::is_same_v<Spikes, SpikeConv2dGradWeight>)),
      std::move(dense));
}

template <class Spikes>
void AddForEachIsa(const char* op, OpRegistry* registry) {
  const auto add = [&](const char* name, auto* make) {
    registry->AddKernel({op, name, make, /*packed_inputs=*/{0}});
  };
  add("density:avx512", Make<Spikes, Isa::kAvx512>);
  add("density:avx2", Make<Spikes, Isa::kAvx2>);
  add("density:portable", Make<Spikes, Isa::kPortable>);
}

}  // namespace

void AddConvolutionsByDensity(OpRegistry* registry) {
  AddForEachIsa<SpikeConv2d>("conv2d", registry);
  AddForEachIsa<SpikeConv2dGradWeight>("conv2d_grad_weight", registry);
}

}  // namespace synfire
