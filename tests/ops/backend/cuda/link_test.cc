// Every kernel that the device's neuron ops launch links, and a launch without
// a device is an error that comes back.
#include <gtest/gtest.h>

#include "ops/backend/cuda/devices.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_ops.h"

namespace synfire {
namespace {

TEST(CudaNeuronKernels, AreCandidates) {
  Catalog catalog;
  AddNeuronOps(&catalog);
  AddCudaNeuronKernels(&catalog.ops);
  ForEachNeuron([&](auto family) {
    const std::string name = decltype(family)::template Of<float>::kName;
    EXPECT_EQ(catalog.ops.Candidates(name, "cuda")[0].name, "cuda");
    EXPECT_EQ(catalog.ops.Candidates(name + "_grad", "cuda")[0].name, "cuda");
  });
}

TEST(DeviceLauncher, ReportsThatThereIsNoDevice) {
  if (ExpectCudaDevice(DescribeCuda()).ok()) {
    GTEST_SKIP() << "a device is there";
  }
  CudaStream stream;
  DeviceLauncher(&stream).Launch(SumCountsBody{nullptr, 0, nullptr}, 1);
  EXPECT_NE(stream.error, 0);
}

}  // namespace
}  // namespace synfire
