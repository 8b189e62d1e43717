#include "core/device_buffer.h"

#include <cstring>

namespace synfire {

absl::StatusOr<DeviceBuffer> DeviceBuffer::Allocate(Device* device,
                                                    size_t bytes) {
  DeviceBuffer buffer;
  SYNFIRE_ASSIGN_OR_RETURN(buffer.data_, device->Allocate(bytes));
  buffer.device_ = device;
  return buffer;
}

absl::StatusOr<DeviceBuffer> DeviceBuffer::AllocatePinned(Device* device,
                                                          size_t bytes) {
  DeviceBuffer buffer;
  SYNFIRE_ASSIGN_OR_RETURN(buffer.data_, device->AllocatePinned(bytes));
  buffer.device_ = device;
  buffer.pinned_ = true;
  if (bytes > 0) std::memset(buffer.data_, 0, bytes);
  return buffer;
}

DeviceBuffer::~DeviceBuffer() {
  if (data_ == nullptr) return;
  if (pinned_) {
    device_->FreePinned(data_);
  } else {
    device_->Free(data_);
  }
}

}  // namespace synfire
