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

void AddOneDnnBf16Kernels(OpRegistry* registry) {
  std::vector<KernelCandidate> kernels;
  AddOneDnnBf16Convolutions(&kernels);
  AddOneDnnBf16Linear(&kernels);
  for (KernelCandidate& kernel : kernels) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
