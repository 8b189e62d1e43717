// One kernel as candidates for each instruction set.
#ifndef SYNFIRE_OPS_BACKEND_CPU_ISA_CANDIDATES_H_
#define SYNFIRE_OPS_BACKEND_CPU_ISA_CANDIDATES_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "graph/op/kernel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/refusals.h"

namespace synfire {

// Makes the kernel of a problem in f32 for an instruction set that the machine
// has.
using MakeForIsa = KernelOrRefusal (*)(const KernelProblem& problem, Isa isa);

// Appends FAMILY:avx512, FAMILY:avx2 and FAMILY:portable, best first.
template <MakeForIsa kMake>
void AddIsaCandidates(const std::string& family, const std::string& op,
                      std::vector<KernelCandidate>* kernels,
                      const std::vector<int>& packed_inputs = {},
                      const std::vector<int>& packed_outputs = {});

// Implementation details follow.

namespace internal {

template <MakeForIsa kMake, Isa kIsa>
KernelOrRefusal MakeIfMachineRuns(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  return kMake(problem, kIsa);
}

}  // namespace internal

template <MakeForIsa kMake>
void AddIsaCandidates(const std::string& family, const std::string& op,
                      std::vector<KernelCandidate>* kernels,
                      const std::vector<int>& packed_inputs,
                      const std::vector<int>& packed_outputs) {
  const auto add = [&](Isa isa, auto* make) {
    kernels->push_back({op, absl::StrCat(family, ":", Name(isa)), make,
                        packed_inputs, packed_outputs});
  };
  add(Isa::kAvx512, internal::MakeIfMachineRuns<kMake, Isa::kAvx512>);
  add(Isa::kAvx2, internal::MakeIfMachineRuns<kMake, Isa::kAvx2>);
  add(Isa::kPortable, internal::MakeIfMachineRuns<kMake, Isa::kPortable>);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_ISA_CANDIDATES_H_
