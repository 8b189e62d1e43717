#include "ops/backend/by_density/convolution.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ops/backend/by_density/by_density.h"
#include "ops/backend/cpu/spike_conv/spike_conv2d.h"
#include "ops/backend/cpu/spike_conv/spike_grad_weight.h"
#include "ops/backend/cpu/winograd/tiling.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

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
// 26 %; but on 2x2 images of 512 channels, where adding up goes through all
// weights whatever the density, they met it at 17 %.  One tap, 256 to 1024
// channels: lists met matrix products at 27 % and 18 %.
//
// On AVX-512, which makes dense products faster than it adds rows, two cores,
// 64 channels of 16x16 to 512 of 2x2: they met Winograd at 17 to 24 % forward
// and at 18 to 31 % for the weight gradient, and strided products at 31 to 48
// %.
double MostDensity(Isa isa, const KernelProblem& problem, bool gradient) {
  const Conv2dSizes sizes = SizesOf(problem, gradient);
  const bool wide = isa == Isa::kAvx512;
  const auto winograd = TileConv2d(sizes);
  if (winograd.ok()) {
    const double share = winograd->ShareOfDirect();
    return std::min((gradient && !wide ? 0.53 : 0.7) * share,
                    wide ? 0.2 : 0.17);
  }
  if (sizes.window.taps() == 1) return gradient ? 0.17 : 0.26;
  if (wide) return 0.38;
  if (isa == Isa::kPortable) return 0.4;
  return gradient ? 0.6 : 0.5;
}

template <class Spikes, bool kGradient>
KernelOrRefusal Make(const KernelProblem& problem, Isa isa) {
  SYNFIRE_RETURN_IF_ERROR(Spikes::Accepts(problem));
  return MakeByDensity(problem, isa,
                       std::make_unique<Spikes>(
                           problem, isa, MostDensity(isa, problem, kGradient)));
}

}  // namespace

std::vector<KernelCandidate> ConvolutionsByDensity() {
  std::vector<KernelCandidate> kernels;
  AddByDensity<Make<SpikeConv2d, false>>("conv2d", &kernels);
  for (KernelCandidate& forward : kernels) forward.defers = true;
  AddByDensity<Make<SpikeConv2dGradWeight, true>>("conv2d_grad_weight",
                                                  &kernels);
  return kernels;
}

void AddConvolutionsByDensity(OpRegistry* registry) {
  for (KernelCandidate& kernel : ConvolutionsByDensity()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
