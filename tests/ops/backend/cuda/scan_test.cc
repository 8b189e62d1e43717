// The bodies of the device's neuron kernels, run on the host in both orders,
// against the reference: on the cases of ops/neurons and those beside.
#include "graph/op/layer.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_ops.h"
#include "tests/ops/backend/cuda/body_test.h"
#include "tests/ops/backend/cuda/host_neurons.h"

namespace synfire {

// What the build compiles with nvcc.
std::vector<ListedKernel> ScanKernels();
const std::vector<ListedKernel>& SumKernels();

namespace {

int Main(int argc, char** argv) {
  Catalog catalog;
  AddNeuronOps(&catalog);
  ForEachNeuron([&](auto family) {
    AddHostNeuron<decltype(family)::template Of>(kCpu, &catalog.ops);
  });
  std::vector<ListedKernel> listed = ScanKernels();
  listed.insert(listed.end(), SumKernels().begin(), SumKernels().end());
  return RunBodyTests(argc, argv, catalog.ops, listed);
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
