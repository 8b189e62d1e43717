// One kernel class as candidates for each instruction set, best first.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_

#include <memory>
#include <string>
#include <vector>

#include "graph/op/registry.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/loops/loops.h"
#include "ops/backend/refusals.h"

namespace synfire {

// Elements that one item of parallel work takes: it fits the second cache.
constexpr int64_t kChunkElements = 1 << 14;

template <class KernelClass, Isa kIsa>
KernelOrRefusal MakeForIsa(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_RETURN_IF_ERROR(KernelClass::Accepts(problem));
  return std::make_unique<KernelClass>(
      problem, ForIsa(kIsa, portable::kLoops, avx2::kLoops, avx512::kLoops));
}

// KernelClass(const KernelProblem&, const Loops&), and a static
// absl::Status Accepts(const KernelProblem&) for what it does not take.
template <class KernelClass>
void AddForEachIsa(const std::string& op, OpRegistry* registry,
                   const std::vector<int>& packed_inputs = {},
                   const std::vector<int>& packed_outputs = {}) {
  const auto add = [&](const char* name, auto* make) {
    registry->AddKernel({op, name, make, packed_inputs, packed_outputs});
  };
  add("cpu:avx512", MakeForIsa<KernelClass, Isa::kAvx512>);
  add("cpu:avx2", MakeForIsa<KernelClass, Isa::kAvx2>);
  add("cpu:portable", MakeForIsa<KernelClass, Isa::kPortable>);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_FOR_EACH_ISA_H_
