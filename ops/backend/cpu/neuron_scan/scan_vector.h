// What a scan computes on: as many neurons as fill the waits of a step.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_

#include <cstdint>
#include <cstring>

#include "core/simd.h"
#include "core/simd_group.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Four where there are 32 registers: a step forward then waits for nothing.
constexpr int kScanVectors = kVectorBytes == 64 ? 4 : 2;
using ScanVector = VecGroup<Vec<float, kFloatLanes>, kScanVectors>;

// Lanes that lie as bfloat16s (core/bf16.h).
SYNFIRE_HOST_DEVICE ScanVector LoadBf16(const uint16_t* from) {
  typedef uint16_t Halves
      __attribute__((vector_size(kFloatLanes * sizeof(uint16_t))));
  typedef uint32_t Bits
      __attribute__((vector_size(kFloatLanes * sizeof(uint32_t))));
  ScanVector group;
  SYNFIRE_UNROLL for (auto& part : group.parts) {
    Halves halves;
    std::memcpy(&halves, from, sizeof halves);
    const Bits bits = __builtin_convertvector(halves, Bits) << 16;
    std::memcpy(&part.lanes, &bits, sizeof bits);
    from += kFloatLanes;
  }
  return group;
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
