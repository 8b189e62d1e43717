// cuDNN's functions, as far as they are used: the graph API.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUDNN_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUDNN_H_

#include <cudnn.h>

#include <memory>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct Cudnn {
  decltype(&cudnnGetVersion) get_version;
  decltype(&cudnnGetErrorString) error_string;
  decltype(&cudnnGetLastErrorString) last_error_string;
  decltype(&cudnnCreate) create;
  decltype(&cudnnSetStream) set_stream;
  decltype(&cudnnBackendCreateDescriptor) create_descriptor;
  decltype(&cudnnBackendDestroyDescriptor) destroy_descriptor;
  decltype(&cudnnBackendSetAttribute) set_attribute;
  decltype(&cudnnBackendGetAttribute) get_attribute;
  decltype(&cudnnBackendFinalize) finalize;
  decltype(&cudnnBackendExecute) execute;

  // Of this process, opened by the first call.  Unavailable: what is missing.
  static absl::StatusOr<const Cudnn*> Open();
  // OK, or Internal "CALL: CUDNN_STATUS_...: the library's own words".
  absl::Status Check(cudnnStatus_t status, const char* call) const;
  std::string Version() const;  // "9.19.0"
};

// A descriptor of the graph API, owned.  Setting attributes keeps the first
// error, which Finalize returns, so that a description reads like a list.
class CudnnDescriptor {
 public:
  CudnnDescriptor(const Cudnn* cudnn, cudnnBackendDescriptorType_t type);
  CudnnDescriptor(CudnnDescriptor&& other) noexcept;
  CudnnDescriptor& operator=(CudnnDescriptor&&) = delete;
  ~CudnnDescriptor();

  cudnnBackendDescriptor_t get() const { return descriptor_; }
  const absl::Status& status() const { return status_; }

  CudnnDescriptor& Set(cudnnBackendAttributeName_t name,
                       cudnnBackendAttributeType_t type, int64_t count,
                       const void* elements);
  template <typename T>
  CudnnDescriptor& Set(cudnnBackendAttributeName_t name,
                       cudnnBackendAttributeType_t type, const T& element) {
    return Set(name, type, 1, &element);
  }
  CudnnDescriptor& SetInts(cudnnBackendAttributeName_t name,
                           const std::vector<int64_t>& elements) {
    return Set(name, CUDNN_TYPE_INT64, static_cast<int64_t>(elements.size()),
               elements.data());
  }
  CudnnDescriptor& SetDescriptor(cudnnBackendAttributeName_t name,
                                 const CudnnDescriptor& other) {
    return Set(name, CUDNN_TYPE_BACKEND_DESCRIPTOR, other.get());
  }
  absl::Status Finalize();

  // Elements of an attribute of a finished descriptor.
  template <typename T>
  absl::StatusOr<std::vector<T>> Get(cudnnBackendAttributeName_t name,
                                     cudnnBackendAttributeType_t type,
                                     int64_t most) const {
    std::vector<T> elements(most);
    int64_t count = 0;
    SYNFIRE_RETURN_IF_ERROR(
        cudnn_->Check(cudnn_->get_attribute(descriptor_, name, type, most,
                                            &count, elements.data()),
                      "cudnnBackendGetAttribute"));
    elements.resize(count < most ? count : most);
    return elements;
  }

 private:
  const Cudnn* cudnn_;
  cudnnBackendDescriptor_t descriptor_ = nullptr;
  absl::Status status_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_CUDNN_H_
