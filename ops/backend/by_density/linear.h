// linear and linear_grad_weight by density (by_density.h): lists of
// ops/backend/cpu/spike_linear, or dense.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_LINEAR_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_LINEAR_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

std::vector<KernelCandidate> LinearByDensity();

// REQUIRES: the ops are in `registry`.
void AddLinearByDensity(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_LINEAR_H_
