// conv2d and conv2d_grad_weight by density (by_density.h): lists of
// ops/backend/cpu/spike_conv, or dense.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

std::vector<KernelCandidate> ConvolutionsByDensity();

// REQUIRES: the ops are in `registry`.
void AddConvolutionsByDensity(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_
