#include "tools/run_directory/append_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace synfire {

absl::StatusOr<AppendFile> AppendFile::Create(const std::string& path) {
  const int descriptor = open(
      path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return absl::ErrnoToStatus(errno,
                               absl::StrCat("cannot create '", path, "'"));
  }
  return AppendFile(path, descriptor, 0);
}

absl::StatusOr<AppendFile> AppendFile::OpenCut(const std::string& path,
                                               int64_t size) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot open '", path, "'"));
  }
  AppendFile file(path, descriptor, size);
  if (ftruncate(descriptor, size) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot cut '", path, "'"));
  }
  return file;
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status AppendFile::Append(absl::string_view bytes) {
  int64_t written = 0;
  while (written < static_cast<int64_t>(bytes.size())) {
    const ssize_t count =
        write(descriptor_, bytes.data() + written, bytes.size() - written);
    if (count >= 0) {
      written += count;
      continue;
    }
    if (errno == EINTR) continue;
    absl::Status status = absl::ErrnoToStatus(
        errno,
        absl::StrCat("cannot write '", path_, "' after ", size_, " bytes"));
    if (written > 0 && ftruncate(descriptor_, size_) != 0) {
      status = absl::Status(
          status.code(),
          absl::StrCat(status.message(), "; its end is now incomplete"));
    }
    return status;
  }
  size_ += written;
  return absl::OkStatus();
}

}  // namespace synfire
