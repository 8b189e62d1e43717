// Every kernel that the device's ops launch links, and a launch without a
// device is an error that comes back.
#include <gtest/gtest.h>

#include "ops/backend/cuda/devices.h"
#include "ops/backend/cuda/kernels/every_kernel.h"
#include "ops/backend/cuda/launch/device_launcher.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/reference_ops.h"

namespace synfire {
namespace {

TEST(CudaKernels, AreCandidatesOfAllOps) {
  Catalog catalog;
  AddReferenceOps(&catalog);
  AddEveryCudaKernel(&catalog.ops);
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
