// Runs bodies (block.h) on the CUDA device that is current.  No vendor header:
// any source may include it; device_launcher.cuh has the definitions.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_

#include <cstdint>

namespace synfire {

// Puts the kernel on a cudaStream_t and does not wait.  Returns a cudaError_t.
// REQUIRES: blocks > 0.
template <class Body>
int LaunchOnDevice(const Body& body, int64_t blocks, void* stream);

// The first error is kept, and nothing is launched after it.
class DeviceLauncher {
 public:
  explicit DeviceLauncher(void* stream = nullptr) : stream_(stream) {}

  template <class Body>
  void Launch(const Body& body, int64_t blocks) {
    if (error_ == 0 && blocks > 0) {
      error_ = LaunchOnDevice(body, blocks, stream_);
    }
  }
  int error() const { return error_; }  // a cudaError_t

 private:
  void* stream_;
  int error_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_DEVICE_LAUNCHER_H_
