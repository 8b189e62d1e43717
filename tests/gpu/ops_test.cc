// Every kernel of the GPU, on the GPU, against the reference on the host, on
// all cases of the ops.
#include <gtest/gtest.h>

#include "graph/op/layer.h"
#include "ops/backend/cuda/kernels/cuda_kernels.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/products/convolution.h"
#include "ops/backend/cuda/products/linear.h"
#include "ops/loss/loss.h"
#include "ops/math/math.h"
#include "ops/neurons/neuron_ops.h"
#include "ops/nn/nn.h"
#include "ops/optim/optim.h"
#include "tests/device/on_device.h"
#include "tests/gpu/gpu_main.h"
#include "tests/ops/checks.h"
#include "tests/ops/op_case.h"

namespace synfire {
namespace {

class CaseTest : public testing::Test {
 public:
  CaseTest(const OpRegistry& registry, const OpCase& op_case)
      : registry_(registry), case_(op_case) {}
  void TestBody() override { CheckKernels(registry_, case_, /*seed=*/1); }

 private:
  const OpRegistry& registry_;
  const OpCase& case_;
};

void RegisterCases(Device* device) {
  static auto& catalog = *new Catalog;
  AddMathOps(&catalog);
  AddNnOps(&catalog);
  AddNeuronOps(&catalog);
  AddLossOps(&catalog);
  AddOptimOps(&catalog);
  AddCudaNeuronKernels(&catalog.ops);
  AddCudaKernels(&catalog.ops);
  AddCudaLinear(&catalog.ops);
  AddCudaConvolutions(&catalog.ops);
  AddOnDevice(device, &catalog.ops);
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    testing::RegisterTest(op_case.op.c_str(), op_case.name.c_str(), nullptr,
                          nullptr, __FILE__, __LINE__,
                          [&op_case]() -> testing::Test* {
                            return new CaseTest(catalog.ops, op_case);
                          });
  }
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  return synfire::RunGpuTests(argc, argv, synfire::RegisterCases);
}
