#include "tests/ops/backend/cuda/host_kernels.h"

#include "ops/backend/cuda/elements/element_kernels.h"
#include "ops/backend/cuda/elements/move_kernels.h"
#include "ops/backend/cuda/launch/host_launcher.h"

namespace synfire {

const std::vector<ListedKernel>& ElementKernels();

namespace {

template <class Launcher>
void AddAll(const CandidateAdder& add) {
  AddCudaElementKernels<Launcher>(add);
  AddCudaMoveKernels<Launcher>(add);
}

}  // namespace

void AddHostKernels(const std::string& device, OpRegistry* registry) {
  AddAll<HostLauncher<false>>({"cuda:in_order", device, registry});
  AddAll<HostLauncher<true>>({"cuda:reversed", device, registry});
}

std::vector<ListedKernel> ListedHostKernels() {
  std::vector<ListedKernel> all;
  for (const auto* list : {&ElementKernels()}) {
    all.insert(all.end(), list->begin(), list->end());
  }
  return all;
}

}  // namespace synfire
