#include "ops/backend/bf16/rounded_kernels.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "ops/backend/by_density/fastest.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/operands/converted.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

template <Isa kIsa, bool kGradWeight>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectBf16Operands(problem));
  if (kGradWeight) SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  const Form x = problem.inputs[0]->form;
  const bool packed = x == Form::kBits || x == Form::kBytes;
  return MakeOnConverted(
      problem, ForIsa(kIsa, portable::kLoops, avx2::kLoops, avx512::kLoops),
      packed ? ReadAs::kItself : ReadAs::kRoundedFloats, ReadAs::kRoundedFloats,
      MakeFastest);
}

KernelCandidate WritingBf16(KernelCandidate candidate) {
  candidate.bf16_outputs = {0};
  return candidate;
}

KernelCandidate ReadingBf16(KernelCandidate candidate, int dy) {
  candidate.bf16_inputs = candidate.rounded_inputs = {dy};
  return candidate;
}

template <Isa kIsa>
void Add(OpRegistry* registry) {
  const std::string name = absl::StrCat("rounded:", Name(kIsa));
  // The input 0 of a gradient for x is dy, which is never packed.
  for (const char* op : {"conv2d", "linear"}) {
    registry->AddKernel(
        WritingBf16({op, name, Make<kIsa, false>, /*packed_inputs=*/{0}}));
    registry->AddKernel(ReadingBf16(
        {absl::StrCat(op, "_grad_input"), name, Make<kIsa, false>}, /*dy=*/0));
    registry->AddKernel(ReadingBf16(
        {absl::StrCat(op, "_grad_weight"), name, Make<kIsa, true>, {0}},
        /*dy=*/1));
  }
}

}  // namespace

void AddRoundedKernels(OpRegistry* registry) {
  Add<Isa::kAvx512>(registry);
  Add<Isa::kAvx2>(registry);
  Add<Isa::kPortable>(registry);
}

}  // namespace synfire
