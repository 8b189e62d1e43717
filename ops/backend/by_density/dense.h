// The dense f32 kernels of convolutions and linear layers.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_DENSE_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_DENSE_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

// The best that takes the problem; its LastRun names it.  Input 0 may be
// packed: it is then unpacked into scratch, where that is much step by step.
KernelOrRefusal MakeDense(const KernelProblem& problem, const Loops& loops);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_DENSE_H_
