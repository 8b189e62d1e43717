#include "ops/backend/onednn/onednn_kernels.h"

#include <utility>

#include "ops/backend/onednn/convolution.h"
#include "ops/backend/onednn/linear.h"

namespace synfire {

std::vector<KernelCandidate> OneDnnKernels() {
  std::vector<KernelCandidate> kernels;
  AddOneDnnConvolutions(&kernels);
  AddOneDnnLinear(&kernels);
  return kernels;
}

void AddOneDnnKernels(OpRegistry* registry) {
  for (KernelCandidate& kernel : OneDnnKernels()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
