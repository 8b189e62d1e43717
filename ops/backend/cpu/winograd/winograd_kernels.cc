#include "ops/backend/cpu/winograd/winograd_kernels.h"

#include <memory>
#include <utility>

#include "ops/backend/cpu/isa.h"
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

template <KernelOrRefusal (*kMake)(const KernelProblem&, Isa), Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  return kMake(problem, kIsa);
}

template <KernelOrRefusal (*kMake)(const KernelProblem&, Isa)>
void AddForEachIsa(const char* op, std::vector<KernelCandidate>* kernels) {
  kernels->push_back({op, "winograd:avx512", Make<kMake, Isa::kAvx512>});
  kernels->push_back({op, "winograd:avx2", Make<kMake, Isa::kAvx2>});
  kernels->push_back({op, "winograd:portable", Make<kMake, Isa::kPortable>});
}

}  // namespace

std::vector<KernelCandidate> WinogradKernels() {
  std::vector<KernelCandidate> kernels;
  AddForEachIsa<MakeForward>("conv2d", &kernels);
  AddForEachIsa<MakeGradInput>("conv2d_grad_input", &kernels);
  AddForEachIsa<MakeGradWeight>("conv2d_grad_weight", &kernels);
  return kernels;
}

void AddWinogradKernels(OpRegistry* registry) {
  for (KernelCandidate& kernel : WinogradKernels()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
