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
  const bool packed = problem.inputs[0]->form != Form::kPlain;
  return MakeOnConverted(
      problem, ForIsa(kIsa, portable::kLoops, avx2::kLoops, avx512::kLoops),
      packed ? ReadAs::kItself : ReadAs::kRoundedFloats, ReadAs::kRoundedFloats,
      MakeFastest);
}

template <Isa kIsa>
void Add(OpRegistry* registry) {
  const std::string name = absl::StrCat("rounded:", Name(kIsa));
  // The input 0 of a gradient for x is dy, which is never packed.
  for (const char* op : {"conv2d", "linear"}) {
    registry->AddKernel({op, name, Make<kIsa, false>, {0}});
    registry->AddKernel(
        {absl::StrCat(op, "_grad_input"), name, Make<kIsa, false>});
    registry->AddKernel(
        {absl::StrCat(op, "_grad_weight"), name, Make<kIsa, true>, {0}});
  }
}

}  // namespace

void AddRoundedKernels(OpRegistry* registry) {
  Add<Isa::kAvx512>(registry);
  Add<Isa::kAvx2>(registry);
  Add<Isa::kPortable>(registry);
}

}  // namespace synfire
