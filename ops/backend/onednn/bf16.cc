#include "ops/backend/onednn/bf16.h"

#include <utility>

#include "ops/backend/cpu/isa.h"
#include "ops/backend/refusals.h"

namespace synfire {

KernelOrRefusal MakeOnBf16(const KernelProblem& problem,
                           const KernelMaker& make) {
  if (!OneDnnHas(dnnl::cpu_isa::avx512_core_amx)) {
    return Refuse("without AMX, bf16 is slower than f32 on rounded operands");
  }
  SYNFIRE_RETURN_IF_ERROR(ExpectBf16Operands(problem));
  return MakeOnConverted(
      problem,
      ForIsa(WidestIsa(), portable::kLoops, avx2::kLoops, avx512::kLoops),
      ReadAs::kBf16, ReadAs::kBf16, make, /*writes_bf16=*/true);
}

KernelCandidate Bf16Forward(std::string op,
                            KernelOrRefusal (*make)(const KernelProblem&)) {
  KernelCandidate candidate{std::move(op), "onednn:bf16", make,
                            /*packed_inputs=*/{0}};
  candidate.bf16_outputs = {0};
  return candidate;
}

KernelCandidate Bf16Backward(std::string op,
                             KernelOrRefusal (*make)(const KernelProblem&),
                             int dy) {
  KernelCandidate candidate{std::move(op), "onednn:bf16", make};
  if (dy > 0) candidate.packed_inputs = {0};
  candidate.bf16_inputs = candidate.rounded_inputs = {dy};
  return candidate;
}

dnnl::memory::data_type DataTypeOf(const Type& type) {
  return type.dtype == DType::kBF16 ? dnnl::memory::data_type::bf16
                                    : dnnl::memory::data_type::f32;
}

}  // namespace synfire
