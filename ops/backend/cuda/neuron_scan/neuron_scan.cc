#include "ops/backend/cuda/neuron_scan/neuron_scan.h"

#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/neuron_scan/scan_kernels.h"
#include "ops/neurons/neuron_list.h"

namespace synfire {

void AddCudaNeuronKernels(OpRegistry* registry) {
  ForEachNeuron([&](auto family) {
    AddCudaNeuron<decltype(family)::template Of, DeviceLauncher>("cuda", "cuda",
                                                                 registry);
  });
}

}  // namespace synfire
