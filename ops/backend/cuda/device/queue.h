// The work of a CUDA device's streams, and the first error of any of it.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_DEVICE_QUEUE_H_
#define SYNFIRE_OPS_BACKEND_CUDA_DEVICE_QUEUE_H_

#include <string>

#include "ops/backend/cuda/launch/cuda_stream.h"

namespace synfire {

// A stream for bodies and for libraries: what KernelArgs::stream points to.
struct CudaQueue : CudaStream {
  // Of a library, in words: "cudnnBackendExecute: CUDNN_STATUS_...".  `error`
  // is then set too, so that nothing is launched behind it.
  std::string library_error;

  static CudaQueue& Of(void* stream) {
    return *static_cast<CudaQueue*>(static_cast<CudaStream*>(stream));
  }
  void Fail(std::string words) {
    if (error != 0) return;
    constexpr int kUnknown = 999;  // cudaErrorUnknown
    error = kUnknown;
    library_error = std::move(words);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_DEVICE_QUEUE_H_
