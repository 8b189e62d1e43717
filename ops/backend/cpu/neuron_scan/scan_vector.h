// What a scan computes on: as many neurons as fill the waits of a step.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_

#include "core/simd.h"
#include "core/simd_group.h"

namespace synfire {
namespace SYNFIRE_ISA {

using ScanVector = VecGroup<Vec<float, kFloatLanes>, 2>;

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_VECTOR_H_
