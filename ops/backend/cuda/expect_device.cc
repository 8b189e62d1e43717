#include <algorithm>

#include "absl/strings/str_join.h"
#include "ops/backend/cuda/devices.h"

namespace synfire {
namespace {

constexpr int kOldestMajor = 8;  // of third_party/cuda/cuda.bzl

template <typename... Parts>
absl::Status Missing(const CudaPlatform& platform, const Parts&... parts) {
  return absl::UnavailableError(absl::StrCat(
      "this program was built with CUDA ", platform.runtime, "; ", parts...));
}

}  // namespace

bool IsUsable(const CudaDevice& device) { return device.major >= kOldestMajor; }

absl::Status ExpectCudaDevice(const CudaPlatform& platform) {
  if (platform.runtime.empty()) {
    return absl::UnavailableError(
        "this program was built without CUDA; bazel build --config=cuda builds "
        "one with it");
  }
  if (platform.driver.empty()) {
    return Missing(platform, "this machine has no NVIDIA driver");
  }
  if (platform.devices.empty()) {
    return Missing(platform, "the NVIDIA driver, for CUDA ", platform.driver,
                   ", offers no device", platform.error.empty() ? "" : ": ",
                   platform.error);
  }
  const auto& devices = platform.devices;
  if (std::any_of(devices.begin(), devices.end(), IsUsable)) {
    return absl::OkStatus();
  }
  const auto capability = [](std::string* out, const CudaDevice& device) {
    absl::StrAppend(out, device.name, " (", device.major, ".", device.minor,
                    ")");
  };
  return Missing(platform, "no device has compute capability ", kOldestMajor,
                 ".0 or newer: ", absl::StrJoin(devices, ", ", capability));
}

absl::Status ExpectCudaBackend(const CudaPlatform& platform) {
  SYNFIRE_RETURN_IF_ERROR(ExpectCudaDevice(platform));
  const auto library = [&](const char* name, const char* file) {
    return Missing(platform, "a device is there, but no ", name,
                   ": the dynamic linker does not find ", file,
                   "; install it, or name its folder in LD_LIBRARY_PATH");
  };
  if (platform.cublas_lt.empty()) return library("cuBLASLt", "libcublasLt.so");
  if (platform.cudnn.empty()) return library("cuDNN 9", "libcudnn.so.9");
  return absl::OkStatus();
}

}  // namespace synfire
