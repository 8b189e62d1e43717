// conv2d and conv2d_grad_weight by the number of elements of x that are not
// zero, counted in every step: few, the lists of ops/backend/cpu/spike_conv;
// more, the best dense kernel.  Counting never decides by a timer, so that a
// run repeats itself.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_

#include "graph/op/registry.h"

namespace synfire {

// Candidates density:avx512, density:avx2 and density:portable.
void AddConvolutionsByDensity(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_CONVOLUTION_H_
