// What a scan computes on: as many neurons as fill the waits of a step.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_

#include "core/simd.h"
#include "core/simd_group.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Four where there are 32 registers: a step forward then waits for nothing.
constexpr int kScanVectors = kVectorBytes == 64 ? 4 : 2;
using ScanVector = VecGroup<Vec<float, kFloatLanes>, kScanVectors>;

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
