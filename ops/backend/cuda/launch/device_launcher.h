// Runs bodies (block.h) on the CUDA device that is current.  No vendor header:
// any source may include it; device_launcher.cuh has the definitions.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_

#include <cstdint>

#include "ops/backend/cuda/launch/cuda_stream.h"

namespace synfire {

// Puts the kernel on a cudaStream_t and does not wait.  Returns a cudaError_t.
// REQUIRES: blocks > 0.
template <class Body>
int LaunchOnDevice(const Body& body, int64_t blocks, void* stream);

// A launcher of bodies: what a kernel makes of KernelArgs::stream in each Run.
// This one's stream is a CudaStream, which keeps the first error; nothing is
// launched after it.
class DeviceLauncher {
 public:
  explicit DeviceLauncher(void* stream)
      : stream_(static_cast<CudaStream*>(stream)) {}

  template <class Body>
  void Launch(const Body& body, int64_t blocks) {
    if (stream_->error == 0 && blocks > 0) {
      stream_->error = LaunchOnDevice(body, blocks, stream_->handle);
    }
  }

 private:
  CudaStream* stream_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_
