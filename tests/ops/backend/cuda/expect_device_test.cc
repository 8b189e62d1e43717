#include <gtest/gtest.h>

#include "ops/backend/cuda/devices.h"

namespace synfire {
namespace {

CudaPlatform WithDevice(int major, int minor) {
  CudaPlatform platform;
  platform.runtime = "13.0";
  platform.driver = "13.1";
  platform.devices = {{"Board", int64_t{1} << 34, major, minor}};
  return platform;
}

void ExpectMissing(const absl::Status& status, const std::string& words) {
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(status.message(), words);
}

TEST(ExpectCudaDevice, TakesADeviceNewEnough) {
  EXPECT_TRUE(ExpectCudaDevice(WithDevice(8, 0)).ok());
  EXPECT_TRUE(ExpectCudaDevice(WithDevice(12, 1)).ok());
  CudaPlatform second_is = WithDevice(7, 5);
  second_is.devices.push_back({"Other", 0, 9, 0});
  EXPECT_TRUE(ExpectCudaDevice(second_is).ok());
}

TEST(ExpectCudaDevice, SaysThatTheBuildHasNoCuda) {
  ExpectMissing(ExpectCudaDevice({}),
                "this program was built without CUDA; bazel build "
                "--config=cuda builds one with it");
}

TEST(ExpectCudaDevice, SaysThatThereIsNoDriver) {
  CudaPlatform platform;
  platform.runtime = "13.0";
  platform.error = "driver is insufficient";
  ExpectMissing(ExpectCudaDevice(platform),
                "this program was built with CUDA 13.0; this machine has no "
                "NVIDIA driver");
}

TEST(ExpectCudaDevice, SaysThatTheDriverOffersNone) {
  CudaPlatform platform = WithDevice(8, 0);
  platform.devices.clear();
  ExpectMissing(ExpectCudaDevice(platform),
                "this program was built with CUDA 13.0; the NVIDIA driver, for "
                "CUDA 13.1, offers no device");
  platform.driver = "12.4";
  platform.error = "driver is insufficient";
  ExpectMissing(ExpectCudaDevice(platform),
                "this program was built with CUDA 13.0; the NVIDIA driver, for "
                "CUDA 12.4, offers no device: driver is insufficient");
}

TEST(ExpectCudaDevice, NamesDevicesThatAreTooOld) {
  CudaPlatform platform = WithDevice(7, 5);
  platform.devices.push_back({"Other", 0, 6, 1});
  ExpectMissing(ExpectCudaDevice(platform),
                "this program was built with CUDA 13.0; no device has compute "
                "capability 8.0 or newer: Board (7.5), Other (6.1)");
}

TEST(ExpectCudaBackend, AsksForADeviceFirst) {
  ExpectMissing(ExpectCudaBackend({}),
                std::string(ExpectCudaDevice({}).message()));
  CudaPlatform platform = WithDevice(9, 0);
  platform.cudnn = "9.19.0";
  platform.cublas_lt = "13.0.2";
  EXPECT_TRUE(ExpectCudaBackend(platform).ok());
}

TEST(ExpectCudaBackend, NamesALibraryThatIsMissing) {
  CudaPlatform platform = WithDevice(9, 0);
  platform.cudnn = "9.19.0";
  ExpectMissing(ExpectCudaBackend(platform),
                "this program was built with CUDA 13.0; a device is there, but "
                "no cuBLASLt: the dynamic linker does not find libcublasLt.so; "
                "install it, or name its folder in LD_LIBRARY_PATH");
  platform.cublas_lt = "13.0.2";
  platform.cudnn.clear();
  ExpectMissing(ExpectCudaBackend(platform),
                "this program was built with CUDA 13.0; a device is there, but "
                "no cuDNN 9: the dynamic linker does not find libcudnn.so.9; "
                "install it, or name its folder in LD_LIBRARY_PATH");
}

// Whatever this machine has: it is described without a fault, and a program
// built without CUDA finds nothing.
TEST(DescribeCuda, AgreesWithTheBuild) {
  const CudaPlatform platform = DescribeCuda();
  if (platform.driver.empty()) {
    EXPECT_TRUE(platform.devices.empty());
  }
#ifdef SYNFIRE_CUDA
  EXPECT_NE(platform.runtime, "");
#else
  EXPECT_EQ(platform.runtime, "");
  EXPECT_EQ(platform.cudnn, "");
#endif
}

}  // namespace
}  // namespace synfire
