#include "data/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace synfire {
namespace {

absl::Status SystemError(const std::string& path, const char* what) {
  const int error = errno;
  return absl::ErrnoToStatus(error, absl::StrCat(path, ": cannot ", what));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileReader>> FileReader::Open(
    const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not hang.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return SystemError(path, "open");
  std::unique_ptr<FileReader> file(new FileReader(path, descriptor));
  struct stat info;
  if (fstat(descriptor, &info) != 0) return SystemError(path, "stat");
  if (!S_ISREG(info.st_mode)) {
    return UserError(path, ": is ",
                     S_ISDIR(info.st_mode) ? "a directory" : "no regular file",
                     ", expected a file");
  }
  file->size_ = info.st_size;
  return file;
}

FileReader::~FileReader() { close(descriptor_); }

absl::Status FileReader::Read(int64_t offset, absl::Span<uint8_t> out) const {
  size_t done = 0;
  while (done < out.size()) {
    const ssize_t got =
        pread(descriptor_, out.data() + done, out.size() - done,
              static_cast<off_t>(offset + static_cast<int64_t>(done)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError(path_, "read");
    if (got == 0) {
      return absl::DataLossError(absl::StrCat(
          path_, ": ends at byte ", offset + static_cast<int64_t>(done), " of ",
          size_, " (it shrank while being read)"));
    }
    done += static_cast<size_t>(got);
  }
  return absl::OkStatus();
}

}  // namespace synfire
