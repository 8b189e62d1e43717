// conv2d and its gradients by cuDNN, and by plain loops, in builds with CUDA.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_H_

#include "graph/op/registry.h"

namespace synfire {

// Candidates "cudnn": f32, products and sums in f32 (no TF32), sums in a fixed
// order; they refuse where no device is open.  Behind them "cuda:direct"
// (direct_bodies.h), for what cuDNN has no plan for.  REQUIRES: the ops are in
// `registry`.
void AddCudaConvolutions(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_CONVOLUTION_H_
