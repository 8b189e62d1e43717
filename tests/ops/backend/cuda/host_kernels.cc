#include "tests/ops/backend/cuda/host_kernels.h"

#include "ops/backend/cuda/elements/element_kernels.h"
#include "ops/backend/cuda/elements/move_kernels.h"
#include "ops/backend/cuda/launch/host_launcher.h"
#include "ops/backend/cuda/losses/loss_kernels.h"
#include "ops/backend/cuda/norms/norm_kernels.h"
#include "ops/backend/cuda/updates/update_kernels.h"

namespace synfire {

const std::vector<ListedKernel>& ElementKernels();
const std::vector<ListedKernel>& LossKernels();
const std::vector<ListedKernel>& NormKernels();
const std::vector<ListedKernel>& SumKernels();
const std::vector<ListedKernel>& UpdateKernels();

namespace {

template <class Launcher>
void AddAll(const CandidateAdder& add) {
  AddCudaElementKernels<Launcher>(add);
  AddCudaMoveKernels<Launcher>(add);
  AddCudaUpdateKernels<Launcher>(add);
  AddCudaNormKernels<Launcher>(add);
  AddCudaLossKernels<Launcher>(add);
}

}  // namespace

void AddHostKernels(const std::string& device, OpRegistry* registry) {
  AddAll<HostLauncher<false>>({"cuda:in_order", device, registry});
  AddAll<HostLauncher<true>>({"cuda:reversed", device, registry});
}

std::vector<ListedKernel> ListedHostKernels() {
  std::vector<ListedKernel> all;
  for (const auto* list : {&ElementKernels(), &LossKernels(), &NormKernels(),
                           &SumKernels(), &UpdateKernels()}) {
    all.insert(all.end(), list->begin(), list->end());
  }
  return all;
}

}  // namespace synfire
