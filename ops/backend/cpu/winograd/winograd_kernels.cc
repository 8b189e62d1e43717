#include "ops/backend/cpu/winograd/winograd_kernels.h"

#include <memory>
#include <utility>

#include "ops/backend/cpu/isa_candidates.h"
#include "ops/backend/cpu/winograd/winograd_conv2d.h"
#include "ops/backend/cpu/winograd/winograd_grad_weight.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

const WinogradLoops& LoopsFor(Isa isa) {
  return ForIsa(isa, portable::kWinogradLoops, avx2::kWinogradLoops,
                avx512::kWinogradLoops);
}

const ProductLoops& ProductsFor(Isa isa) {
  return ForIsa(isa, portable::kProductLoops, avx2::kProductLoops,
                avx512::kProductLoops);
}

KernelOrRefusal MakeForward(const KernelProblem& problem, Isa isa) {
  SYNFIRE_ASSIGN_OR_RETURN(const WinogradTiling tiling,
                           TileConv2d(SizesOfConv2d(problem)));
  return std::make_unique<WinogradConv2d>(WinogradConv2d::Op::kForward, tiling,
                                          problem.has_input(2), LoopsFor(isa),
                                          ProductsFor(isa));
}

KernelOrRefusal MakeGradInput(const KernelProblem& problem, Isa isa) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const WinogradTiling tiling,
      TileConv2dGradInput(SizesOfConv2dGradInput(problem)));
  return std::make_unique<WinogradConv2d>(WinogradConv2d::Op::kGradInput,
                                          tiling, /*biased=*/false,
                                          LoopsFor(isa), ProductsFor(isa));
}

KernelOrRefusal MakeGradWeight(const KernelProblem& problem, Isa isa) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  SYNFIRE_ASSIGN_OR_RETURN(const WinogradTiling tiling,
                           TileConv2d(SizesOfConv2dGradWeight(problem)));
  return std::make_unique<WinogradGradWeight>(tiling, LoopsFor(isa),
                                              ProductsFor(isa));
}

}  // namespace

std::vector<KernelCandidate> WinogradKernels() {
  std::vector<KernelCandidate> kernels;
  AddIsaCandidates<MakeForward>("winograd", "conv2d", &kernels);
  AddIsaCandidates<MakeGradInput>("winograd", "conv2d_grad_input", &kernels);
  AddIsaCandidates<MakeGradWeight>("winograd", "conv2d_grad_weight", &kernels);
  return kernels;
}

void AddWinogradKernels(OpRegistry* registry) {
  for (KernelCandidate& kernel : WinogradKernels()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
