#include "tests/ops/backend/cuda/host_kernels.h"

#include "ops/backend/cuda/kernels/all_kernels.h"
#include "ops/backend/cuda/launch/host_launcher.h"

namespace synfire {

const std::vector<ListedKernel>& ElementKernels();
const std::vector<ListedKernel>& LossKernels();
const std::vector<ListedKernel>& NormKernels();
const std::vector<ListedKernel>& PoolKernels();
const std::vector<ListedKernel>& PsnKernels();
const std::vector<ListedKernel>& SumKernels();
const std::vector<ListedKernel>& UpdateKernels();

void AddHostKernels(const std::string& device, OpRegistry* registry) {
  AddAllCudaKernels<HostLauncher<false>>({"cuda:in_order", device, registry});
  AddAllCudaKernels<HostLauncher<true>>({"cuda:reversed", device, registry});
}

std::vector<ListedKernel> ListedHostKernels() {
  std::vector<ListedKernel> all;
  for (const auto* list :
       {&ElementKernels(), &LossKernels(), &NormKernels(), &PoolKernels(),
        &PsnKernels(), &SumKernels(), &UpdateKernels()}) {
    all.insert(all.end(), list->begin(), list->end());
  }
  return all;
}

}  // namespace synfire
