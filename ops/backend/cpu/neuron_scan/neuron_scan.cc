#include "ops/backend/cpu/neuron_scan/neuron_scan.h"

#include "ops/neurons/neuron_list.h"

namespace synfire {

void AddCpuNeuronKernels(OpRegistry* registry) {
  ForEachNeuron([&](auto family) {
    AddCpuNeuron<decltype(family)::template Of>(registry);
  });
}

}  // namespace synfire
