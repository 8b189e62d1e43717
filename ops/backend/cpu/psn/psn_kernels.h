// Op psn and its gradient on the CPU, in f32: small matrix products over time,
// with neurons side by side in vectors.
//
// Candidates "cpu:avx512", "cpu:avx2", "cpu:portable"; they refuse other
// element types and smooth = true.  Neurons are split into chunks of a fixed
// size, so no number depends on the threads.  s and dx have the bits of the
// reference.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_KERNELS_H_

#include "graph/op/registry.h"

namespace synfire {

// REQUIRES: the ops are in `registry`.
void AddCpuPsnKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PSN_PSN_KERNELS_H_
