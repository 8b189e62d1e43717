// linear, conv2d and their gradients as on a CUDA device, where plain loops
// stand for the libraries.
#ifndef SYNFIRE_TESTS_OPS_BACKEND_CUDA_PRODUCTS_HOST_PRODUCTS_H_
#define SYNFIRE_TESTS_OPS_BACKEND_CUDA_PRODUCTS_HOST_PRODUCTS_H_

#include <string>
#include <vector>

#include "graph/op/registry.h"
#include "ops/backend/cuda/launch/kernel_list.h"

namespace synfire {

// Adds "loops:in_order" and "loops:reversed", and the device's direct
// convolutions as "loops:in_order:direct" and so on, for a kind of device: kCpu, or one
// of the tests whose stream is a HostStream.  REQUIRES: the ops are in
// `registry`.
void AddHostProducts(const std::string& device, OpRegistry* registry);

// What the build compiles with nvcc of the bodies around them.
std::vector<ListedKernel> ListedProductKernels();

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_BACKEND_CUDA_PRODUCTS_HOST_PRODUCTS_H_
