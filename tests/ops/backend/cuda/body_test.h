// What tests of bodies (ops/backend/cuda/launch/block.h) have in common.
#ifndef SYNFIRE_TESTS_OPS_BACKEND_CUDA_BODY_TEST_H_
#define SYNFIRE_TESTS_OPS_BACKEND_CUDA_BODY_TEST_H_

#include <vector>

#include "graph/op/registry.h"
#include "ops/backend/cuda/launch/kernel_list.h"

namespace synfire {

// The whole of main: checks every candidate of `registry`, all of which run
// bodies on the host, on the cases that are linked (CheckKernels), then that
// the bodies that ran are those that the build compiles for the device.  A
// kernel that no case launches would go to the device untested; one that is
// launched and not listed has no device code.
int RunBodyTests(int argc, char** argv, const OpRegistry& registry,
                 const std::vector<ListedKernel>& listed);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_BACKEND_CUDA_BODY_TEST_H_
