// The f32 kernel that planning chooses for a convolution, a linear layer or one
// of their gradients, for kernels that put something before it.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_FASTEST_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_FASTEST_H_

#include "graph/op/kernel.h"

namespace synfire {

// By density where that takes the problem, else dense; input 0 may be packed.
KernelOrRefusal MakeFastest(const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_FASTEST_H_
