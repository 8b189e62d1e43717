// Every kernel that the device's ops launch links, and a launch without a
// device is an error that comes back.
#include <gtest/gtest.h>

#include "ops/backend/cuda/devices.h"
#include "ops/backend/cuda/kernels/cuda_kernels.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/products/convolution.h"
#include "ops/backend/cuda/products/linear.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/loss/loss.h"
#include "ops/math/math.h"
#include "ops/neurons/neuron_ops.h"
#include "ops/nn/nn.h"
#include "ops/optim/optim.h"

namespace synfire {
namespace {

TEST(CudaKernels, AreCandidatesOfAllOps) {
  Catalog catalog;
  AddMathOps(&catalog);
  AddNnOps(&catalog);
  AddNeuronOps(&catalog);
  AddLossOps(&catalog);
  AddOptimOps(&catalog);
  AddCudaNeuronKernels(&catalog.ops);
  AddCudaKernels(&catalog.ops);
  AddCudaLinear(&catalog.ops);
  AddCudaConvolutions(&catalog.ops);
  for (const std::string& name : catalog.ops.names()) {
    EXPECT_GE(catalog.ops.Candidates(name, "cuda").size(), 1) << name;
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
