#include "ops/backend/cuda/libraries/cudnn.h"

#include <utility>

#include "ops/backend/cuda/libraries/dynamic_library.h"

namespace synfire {
namespace {

absl::StatusOr<const Cudnn*> OpenNow() {
  SYNFIRE_ASSIGN_OR_RETURN(
      const DynamicLibrary library,
      DynamicLibrary::Open(absl::StrCat("libcudnn.so.", CUDNN_MAJOR)));
  auto* const cudnn = new Cudnn();
  for (const absl::Status& status :
       {library.Find("cudnnGetVersion", &cudnn->get_version),
        library.Find("cudnnGetErrorString", &cudnn->error_string),
        library.Find("cudnnGetLastErrorString", &cudnn->last_error_string),
        library.Find("cudnnCreate", &cudnn->create),
        library.Find("cudnnSetStream", &cudnn->set_stream),
        library.Find("cudnnBackendCreateDescriptor", &cudnn->create_descriptor),
        library.Find("cudnnBackendDestroyDescriptor",
                     &cudnn->destroy_descriptor),
        library.Find("cudnnBackendSetAttribute", &cudnn->set_attribute),
        library.Find("cudnnBackendGetAttribute", &cudnn->get_attribute),
        library.Find("cudnnBackendFinalize", &cudnn->finalize),
        library.Find("cudnnBackendExecute", &cudnn->execute)}) {
    SYNFIRE_RETURN_IF_ERROR(status);
  }
  return cudnn;
}

}  // namespace

absl::StatusOr<const Cudnn*> Cudnn::Open() {
  static const auto* const opened = new absl::StatusOr<const Cudnn*>(OpenNow());
  return *opened;
}

absl::Status Cudnn::Check(cudnnStatus_t status, const char* call) const {
  if (status == CUDNN_STATUS_SUCCESS) return absl::OkStatus();
  char words[1024] = {};
  last_error_string(words, sizeof words);
  return absl::InternalError(absl::StrCat(call, ": ", error_string(status),
                                          words[0] == 0 ? "" : ": ", words));
}

std::string Cudnn::Version() const {
  const size_t number = get_version();  // 91900 is 9.19.0
  return absl::StrCat(number / 10000, ".", number % 10000 / 100, ".",
                      number % 100);
}

CudnnDescriptor::CudnnDescriptor(const Cudnn* cudnn,
                                 cudnnBackendDescriptorType_t type)
    : cudnn_(cudnn) {
  status_ = cudnn->Check(cudnn->create_descriptor(type, &descriptor_),
                         "cudnnBackendCreateDescriptor");
}

CudnnDescriptor::CudnnDescriptor(CudnnDescriptor&& other) noexcept
    : cudnn_(other.cudnn_),
      descriptor_(std::exchange(other.descriptor_, nullptr)),
      status_(other.status_) {}

CudnnDescriptor::~CudnnDescriptor() {
  if (descriptor_ != nullptr) cudnn_->destroy_descriptor(descriptor_);
}

CudnnDescriptor& CudnnDescriptor::Set(cudnnBackendAttributeName_t name,
                                      cudnnBackendAttributeType_t type,
                                      int64_t count, const void* elements) {
  if (!status_.ok()) return *this;
  status_ = cudnn_->Check(
      cudnn_->set_attribute(descriptor_, name, type, count, elements),
      "cudnnBackendSetAttribute");
  if (!status_.ok()) {
    status_ = Annotate(status_, absl::StrCat("attribute ", name, ": "));
  }
  return *this;
}

absl::Status CudnnDescriptor::Finalize() {
  if (!status_.ok()) return status_;
  return cudnn_->Check(cudnn_->finalize(descriptor_), "cudnnBackendFinalize");
}

}  // namespace synfire
