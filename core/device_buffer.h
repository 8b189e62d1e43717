// A block of a device's memory, or of host memory that it copies, owned.
#ifndef SYNFIRE_CORE_DEVICE_BUFFER_H_
#define SYNFIRE_CORE_DEVICE_BUFFER_H_

#include <cstddef>
#include <utility>

#include "core/device.h"
#include "core/status.h"

namespace synfire {

// Move-only; the device must outlive it.  It is freed without waiting: no work
// that uses it may be left.
class DeviceBuffer {
 public:
  DeviceBuffer() = default;
  // Errors: as Device::Allocate.
  static absl::StatusOr<DeviceBuffer> Allocate(Device* device, size_t bytes);
  // Pinned host memory, all zero.
  static absl::StatusOr<DeviceBuffer> AllocatePinned(Device* device,
                                                     size_t bytes);

  DeviceBuffer(DeviceBuffer&& other) noexcept { *this = std::move(other); }
  DeviceBuffer& operator=(DeviceBuffer&& other) noexcept {
    std::swap(device_, other.device_);
    std::swap(data_, other.data_);
    std::swap(pinned_, other.pinned_);
    return *this;
  }
  ~DeviceBuffer();

  char* data() const { return static_cast<char*>(data_); }

 private:
  Device* device_ = nullptr;
  void* data_ = nullptr;
  bool pinned_ = false;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_DEVICE_BUFFER_H_
