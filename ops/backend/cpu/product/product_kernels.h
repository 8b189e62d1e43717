// Linear layers, and convolutions of one tap or with a stride, as matrix
// products.
//
// Candidates "product:avx512", "product:avx2", "product:portable" of linear,
// conv2d and their gradients, f32.  No result depends on the number of threads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_KERNELS_H_

#include <vector>

#include "graph/op/registry.h"

namespace synfire {

std::vector<KernelCandidate> ProductKernels();

// REQUIRES: the ops are in `registry`.
void AddProductKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_KERNELS_H_
