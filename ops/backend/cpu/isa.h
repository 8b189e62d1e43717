// The instruction sets that cc_isa_library compiles kernels for (isa.bzl).
#ifndef SYNFIRE_OPS_BACKEND_CPU_ISA_H_
#define SYNFIRE_OPS_BACKEND_CPU_ISA_H_

namespace synfire {

enum class Isa { kPortable, kAvx2, kAvx512 };

// "portable", "avx2", "avx512".
const char* Name(Isa isa);

// Whether this machine runs it: x86-64, x86-64-v3, x86-64-v4.
bool MachineRuns(Isa isa);
// The last of them that it runs.
Isa WidestIsa();

// The one of three tables of loops that is compiled for `isa`.
template <class Loops>
const Loops& ForIsa(Isa isa, const Loops& portable, const Loops& avx2,
                    const Loops& avx512) {
  return isa == Isa::kAvx512 ? avx512 : isa == Isa::kAvx2 ? avx2 : portable;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_ISA_H_
