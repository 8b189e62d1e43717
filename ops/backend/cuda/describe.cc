#include <cuda_runtime_api.h>
#include <dlfcn.h>

#include "ops/backend/cuda/devices.h"

namespace synfire {
namespace {

// CUDA's numbers: 13000 is 13.0.  0: there is none.
std::string CudaVersion(int number) {
  if (number == 0) return "";
  return absl::StrCat(number / 1000, ".", number % 1000 / 10);
}

// Libraries are asked, not linked: a program starts where there are none.
std::string LibraryVersion(const std::string& file, const char* function) {
  void* const library = dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return "";
  using GetVersion = size_t (*)();
  const auto get_version =
      reinterpret_cast<GetVersion>(dlsym(library, function));
  std::string version;
  if (get_version != nullptr) {
    const size_t number = get_version();  // 91900 is 9.19.0
    version = absl::StrCat(number / 10000, ".", number % 10000 / 100, ".",
                           number % 100);
  }
  dlclose(library);
  return version;
}

}  // namespace

CudaPlatform DescribeCuda() {
  CudaPlatform platform;
  int driver = 0, count = 0;
  platform.runtime = CudaVersion(CUDART_VERSION);
  cudaDriverGetVersion(&driver);  // without a driver it succeeds and gives 0
  platform.driver = CudaVersion(driver);
  platform.cudnn = LibraryVersion("libcudnn.so.9", "cudnnGetVersion");
  platform.cublas_lt =
      LibraryVersion(absl::StrCat("libcublasLt.so.", CUDART_VERSION / 1000),
                     "cublasLtGetVersion");
  cudaError_t error = cudaGetDeviceCount(&count);
  for (int i = 0; error == cudaSuccess && i < count; ++i) {
    cudaDeviceProp properties;
    error = cudaGetDeviceProperties(&properties, i);
    if (error != cudaSuccess) break;
    platform.devices.push_back({properties.name,
                                static_cast<int64_t>(properties.totalGlobalMem),
                                properties.major, properties.minor});
  }
  if (error != cudaSuccess) platform.error = cudaGetErrorString(error);
  return platform;
}

}  // namespace synfire
