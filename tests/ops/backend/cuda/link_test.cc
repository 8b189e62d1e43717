// Every kernel that the device's ops launch links, and a launch without a
// device is an error that comes back.
#include <gtest/gtest.h>

#include "ops/backend/cuda/devices.h"
#include "ops/backend/cuda/kernels/cuda_kernels.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/loss/loss.h"
#include "ops/math/math.h"
#include "ops/neurons/neuron_ops.h"
#include "ops/nn/nn.h"
#include "ops/optim/optim.h"

namespace synfire {
namespace {

// Convolutions and linear layers are the library's.
TEST(CudaKernels, AreCandidatesOfAllOpsButProducts) {
  Catalog catalog;
  AddMathOps(&catalog);
  AddNnOps(&catalog);
  AddNeuronOps(&catalog);
  AddLossOps(&catalog);
  AddOptimOps(&catalog);
  AddCudaNeuronKernels(&catalog.ops);
  AddCudaKernels(&catalog.ops);
  for (const std::string& name : catalog.ops.names()) {
    if (name.rfind("conv2d", 0) == 0 || name.rfind("linear", 0) == 0) continue;
    EXPECT_EQ(catalog.ops.Candidates(name, "cuda").size(), 1) << name;
  }
}

TEST(DeviceLauncher, ReportsThatThereIsNoDevice) {
  if (ExpectCudaDevice(DescribeCuda()).ok()) {
    GTEST_SKIP() << "a device is there";
  }
  CudaStream stream;
  DeviceLauncher(&stream).Launch(SumCountsBody{nullptr, 0, {nullptr}}, 1);
  EXPECT_NE(stream.error, 0);
}

}  // namespace
}  // namespace synfire
