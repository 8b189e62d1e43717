// oneDNN on operands in bfloat16 (ops/nn/operands/operands.h): sources and
// weights in bf16, sums in f32, results in f32 or rounded to bf16.  The
// operands are converted into scratch, straight from bits or bytes where they
// are packed.
//
// By AMX alone.  Measured on one core with it, a training step of
// SEW-ResNet-18, T 4, 3x64x64, batch 16, took 185 ms; by AVX-512's bf16
// (ONEDNN_MAX_CPU_ISA) 490 ms, where the f32 kernels on rounded operands took
// 255 ms.  Lists of spikes are not asked: with AMX no density is low enough for
// them.  At 3 % of non-zeros, 32 channels, T 16, they took 16.7 ms forward and
// 15.8 ms for the weight gradient of 128x128 images, 4.0 and 4.2 ms of 64x64;
// AMX, the conversion included, 7.4 and 12.6, 1.8 and 2.4 ms.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_BF16_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_BF16_H_

#include <string>

#include "absl/strings/match.h"
#include "ops/backend/onednn/library.h"
#include "ops/backend/operands/converted.h"

namespace synfire {

// What `make` makes of the problem with inputs 0 and 1 of type bf16, and its
// output where that lies in bf16; a refusal where the machine lacks AMX or the
// problem does not round its operands.
KernelOrRefusal MakeOnBf16(const KernelProblem& problem,
                           const KernelMaker& make);

// The candidate onednn:bf16 of a forward op.
KernelCandidate Bf16Forward(std::string op,
                            KernelOrRefusal (*make)(const KernelProblem&));

// And of a gradient, for x or for the weight, whose port `dy` is 0 or 1.
KernelCandidate Bf16Backward(std::string op,
                             KernelOrRefusal (*make)(const KernelProblem&),
                             int dy);

// oneDNN's word for the elements, f32 or bf16.
dnnl::memory::data_type DataTypeOf(const Type& type);

// OK where oneDNN's choice for bf16 is more than its plain loops: those are
// slower than any kernel of ours.
template <typename PrimitiveDesc>
absl::Status ExpectFastInBf16(const PrimitiveDesc& described) {
  const char* const name = described.impl_info_str();
  if (!absl::StrContains(name, "ref")) return absl::OkStatus();
  return Refuse("oneDNN has nothing better than ", name);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_BF16_H_
