#include "ops/backend/by_density/linear.h"

#include <memory>
#include <utility>

#include "ops/backend/by_density/by_density.h"
#include "ops/backend/cpu/spike_linear/spike_linear.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

// Fewer rows would not pay for turning the weights.
constexpr int64_t kLeastRows = 16;
// Fewer inputs or outputs would not pay for the lists.
constexpr int64_t kLeastChannels = 64;

absl::Status ExpectSpikeLinear(const KernelProblem& problem, bool gradient) {
  if (gradient) SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  const Shape& weight =
      gradient ? problem.output(0).shape : problem.input(1).shape;
  if (weight[0] < kLeastChannels || weight[1] < kLeastChannels) {
    return Refuse("below ", kLeastChannels,
                  " channels, lists of spikes do not pay");
  }
  const int64_t rows = problem.InputElements(0) / weight[1];
  if (rows < kLeastRows) return Refuse("lists for ", rows, " rows do not pay");
  return absl::OkStatus();
}

// The share of non-zero elements up to which lists are faster.  Measured on
// AVX2, 256 rows, 6272 inputs, 2048 outputs, two threads: 54 % took 34 and 65
// ms, forward and gradient, a dense product 43 at any density.
double MostDensity(Isa isa, bool gradient) {
  if (isa == Isa::kAvx512) return 0.3;
  return gradient ? 0.33 : 0.6;
}

template <class Spikes, bool kGradient>
KernelOrRefusal Make(const KernelProblem& problem, Isa isa) {
  SYNFIRE_RETURN_IF_ERROR(ExpectSpikeLinear(problem, kGradient));
  return MakeByDensity(
      problem, isa,
      std::make_unique<Spikes>(problem, isa, MostDensity(isa, kGradient)));
}

}  // namespace

std::vector<KernelCandidate> LinearByDensity() {
  std::vector<KernelCandidate> kernels;
  AddByDensity<Make<SpikeLinear, false>>("linear", &kernels);
  AddByDensity<Make<SpikeLinearGradWeight, true>>("linear_grad_weight",
                                                  &kernels);
  return kernels;
}

void AddLinearByDensity(OpRegistry* registry) {
  for (KernelCandidate& kernel : LinearByDensity()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
