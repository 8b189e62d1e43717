// One kernel class as candidates for each instruction set, best first.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/op/registry.h"
#include "ops/backend/cpu/isa_candidates.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

// Elements that one item of parallel work takes: it fits the second cache.
constexpr int64_t kChunkElements = 1 << 14;

template <class KernelClass>
KernelOrRefusal MakeOnLoops(const KernelProblem& problem, Isa isa) {
  SYNFIRE_RETURN_IF_ERROR(KernelClass::Accepts(problem));
  return std::make_unique<KernelClass>(
      problem, ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops));
}

// KernelClass(const KernelProblem&, const Loops&), and a static
// absl::Status Accepts(const KernelProblem&) for what it does not take.
template <class KernelClass>
void AddForEachIsa(const std::string& op, OpRegistry* registry,
                   const std::vector<int>& packed_inputs = {},
                   const std::vector<int>& packed_outputs = {},
                   const std::vector<int>& bf16_inputs = {},
                   const std::vector<int>& bf16_outputs = {}) {
  std::vector<KernelCandidate> kernels;
  AddIsaCandidates<MakeOnLoops<KernelClass>>("cpu", op, &kernels, packed_inputs,
                                             packed_outputs);
  for (KernelCandidate& kernel : kernels) {
    kernel.bf16_inputs = bf16_inputs;
    kernel.bf16_outputs = bf16_outputs;
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_
