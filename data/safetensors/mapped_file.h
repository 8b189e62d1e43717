// A file's bytes in the address space, without a copy.
#ifndef SYNFIRE_DATA_SAFETENSORS_MAPPED_FILE_H_
#define SYNFIRE_DATA_SAFETENSORS_MAPPED_FILE_H_

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

// Owns the mapping; bytes() stays where it is when the object is moved.  The
// file must not be cut short by another process meanwhile: to replace one that
// may be in use, rename a new file over it (core/atomic_file.h).
class MappedFile {
 public:
  // Errors name the path: a missing or unreadable file, a folder, a device.
  static absl::StatusOr<MappedFile> Open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  absl::Span<const uint8_t> bytes() const { return bytes_; }

 private:
  explicit MappedFile(absl::Span<const uint8_t> bytes) : bytes_(bytes) {}

  absl::Span<const uint8_t> bytes_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_MAPPED_FILE_H_
