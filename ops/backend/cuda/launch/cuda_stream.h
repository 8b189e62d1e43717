// What KernelArgs::stream points to on a CUDA device.  No vendor header.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CUDA_STREAM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CUDA_STREAM_H_

namespace synfire {

struct CudaStream {
  void* handle = nullptr;  // a cudaStream_t
  int error = 0;           // a cudaError_t: the first, of a launch
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CUDA_STREAM_H_
