// The CUDA devices of this machine, and what is missing for their use.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_DEVICES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_DEVICES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct CudaDevice {
  std::string name;          // as the driver calls it
  int64_t memory_bytes = 0;  // all of it
  int major = 0, minor = 0;  // compute capability
};

// Versions read "13.0", cuDNN's "9.19.0"; "" is one that is not there.
struct CudaPlatform {
  std::string runtime;  // what the program was built with
  std::string driver;   // the newest CUDA that the driver runs
  std::string cudnn;    // what the dynamic linker finds, and so
  std::string cublas_lt;
  std::vector<CudaDevice> devices;
  std::string error;  // in the runtime's words, where it counts no devices
};

// Looks; never fails, and takes no device into use.  In a program built without
// CUDA everything is empty.
CudaPlatform DescribeCuda();

// Whether its compute capability is new enough: 8.0 or newer.
bool IsUsable(const CudaDevice& device);

// Whether a device can be used.  Unavailable: how the program was built and
// what is missing: CUDA in the build, a driver, one new enough, a device, one
// of compute capability 8.0 or newer.
absl::Status ExpectCudaDevice(const CudaPlatform& platform);

// Whether a network can run on one.  Unavailable: as above, or a library.
absl::Status ExpectCudaBackend(const CudaPlatform& platform);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_DEVICES_H_
