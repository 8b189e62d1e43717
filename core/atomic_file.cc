#include "core/atomic_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

namespace synfire {
namespace {

// "runs/a/b" -> "runs/a", "b" -> ".", "/b" -> "/".
std::string FolderOf(absl::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return ".";
  return std::string(path.substr(0, std::max<size_t>(slash, 1)));
}

// A name no other writer has: the process, and a count within it.  It does not
// grow with the target's name, which may be as long as the system allows.
std::string TemporaryPath(absl::string_view folder) {
  static std::atomic<int64_t> count{0};
  return absl::StrCat(folder, "/.synfire-", getpid(), "-", count++, ".tmp");
}

absl::Status MakeRenameDurable(const std::string& path) {
  const std::string folder = FolderOf(path);
  const int descriptor =
      open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = descriptor < 0 ? errno : 0;
  if (descriptor >= 0) {
    if (fsync(descriptor) != 0) error = errno;
    close(descriptor);
  }
  // EINVAL: this file system has no notion of syncing a folder.
  if (error == 0 || error == EINVAL) return absl::OkStatus();
  return absl::ErrnoToStatus(
      error, absl::StrCat("'", path, "' is written, but its folder '", folder,
                          "' cannot be synced"));
}

}  // namespace

absl::StatusOr<AtomicFile> AtomicFile::Create(absl::string_view path) {
  const std::string folder = FolderOf(path);
  if (path.empty() || path.back() == '/') {
    return UserError("cannot write '", path, "': this names no file");
  }
  while (true) {
    std::string temporary = TemporaryPath(folder);
    const int descriptor =
        open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      return AtomicFile(std::string(path), std::move(temporary), descriptor);
    }
    // EEXIST: left behind by a killed process that had our number.
    if (errno == EINTR || errno == EEXIST) continue;
    return absl::ErrnoToStatus(
        errno, absl::StrCat("cannot write '", path,
                            "': no file can be created in '", folder, "'"));
  }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)),
      written_(other.written_) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::Status AtomicFile::Append(absl::string_view bytes) {
  SYNFIRE_CHECK(descriptor_ >= 0);
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      return absl::ErrnoToStatus(
          errno, absl::StrCat("cannot write '", path_, "' after ", written_,
                              " bytes"));
    }
    bytes.remove_prefix(count);
    written_ += count;
  }
  return absl::OkStatus();
}

absl::Status AtomicFile::Commit() {
  SYNFIRE_CHECK(descriptor_ >= 0);
  while (fsync(descriptor_) != 0) {
    // A full disk may be noticed only now.
    if (errno != EINTR) {
      return absl::ErrnoToStatus(
          errno, absl::StrCat("cannot make '", path_, "' durable"));
    }
  }
  if (close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) {
    return absl::ErrnoToStatus(errno,
                               absl::StrCat("cannot close '", path_, "'"));
  }
  if (rename(temporary_.c_str(), path_.c_str()) != 0) {
    return absl::ErrnoToStatus(
        errno, absl::StrCat("cannot put '", path_, "' in place"));
  }
  temporary_.clear();
  return MakeRenameDurable(path_);
}

absl::Status WriteFileAtomically(absl::string_view path,
                                 absl::string_view content) {
  SYNFIRE_ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::Create(path));
  SYNFIRE_RETURN_IF_ERROR(file.Append(content));
  return file.Commit();
}

}  // namespace synfire
