#include "data/safetensors/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace synfire {
namespace {

absl::StatusOr<absl::Span<const uint8_t>> Map(int descriptor,
                                              const std::string& path) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    return absl::ErrnoToStatus(errno,
                               absl::StrCat("cannot examine '", path, "'"));
  }
  if (!S_ISREG(status.st_mode)) {
    return UserError("cannot read '", path, "': it is no regular file");
  }
  if (status.st_size == 0) return absl::Span<const uint8_t>();
  void* address = mmap(nullptr, status.st_size, PROT_READ, MAP_PRIVATE,
                       descriptor, /*offset=*/0);
  if (address == MAP_FAILED) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot map '", path, "'"));
  }
  return absl::MakeConstSpan(static_cast<const uint8_t*>(address),
                             status.st_size);
}

}  // namespace

absl::StatusOr<MappedFile> MappedFile::Open(const std::string& path) {
  // O_NONBLOCK: a pipe is refused below instead of waited for.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot open '", path, "'"));
  }
  absl::StatusOr<absl::Span<const uint8_t>> bytes = Map(descriptor, path);
  close(descriptor);  // The mapping lives on.
  if (!bytes.ok()) return bytes.status();
  return MappedFile(*bytes);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) {
    munmap(const_cast<uint8_t*>(bytes_.data()), bytes_.size());
  }
}

}  // namespace synfire
