// linear and its gradients by cuBLASLt, in builds with CUDA.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_H_

#include "graph/op/registry.h"

namespace synfire {

// Candidates "cublaslt": f32, products and sums in f32 (no TF32), sums in a
// fixed order.  They refuse where no device is open.  REQUIRES: the ops are in
// `registry`.
void AddCudaLinear(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_H_
