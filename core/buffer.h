// A block of zeroed memory, owned.
#ifndef SYNFIRE_CORE_BUFFER_H_
#define SYNFIRE_CORE_BUFFER_H_

#include <cstddef>
#include <utility>

#include "core/status.h"

namespace synfire {

// Page-aligned; large blocks ask for huge pages.  Move-only.  Memory is
// committed when first touched.
class Buffer {
 public:
  Buffer() = default;
  // ResourceExhausted, with the number of bytes, where the system has no more.
  static absl::StatusOr<Buffer> Allocate(size_t bytes);

  Buffer(Buffer&& other) noexcept { *this = std::move(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Buffer();

  void* data() const { return data_; }
  size_t bytes() const { return bytes_; }
  template <typename T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  void* data_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_BUFFER_H_
