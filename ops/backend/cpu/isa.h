// The instruction sets that cc_isa_library compiles kernels for (isa.bzl).
#ifndef SYNFIRE_OPS_BACKEND_CPU_ISA_H_
#define SYNFIRE_OPS_BACKEND_CPU_ISA_H_

namespace synfire {

enum class Isa { kPortable, kAvx2, kAvx512 };

// "portable", "avx2", "avx512".
const char* Name(Isa isa);

// Whether this machine runs it: x86-64, x86-64-v3, x86-64-v4.
bool MachineRuns(Isa isa);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_ISA_H_
