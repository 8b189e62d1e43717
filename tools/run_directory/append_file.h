// A file that grows by whole pieces: a log.
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_APPEND_FILE_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_APPEND_FILE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

// Each Append() hands its bytes to the system at once, so what was appended
// survives the end of the process (not a loss of power: nothing is synced).
// Errors name the path and the system's reason.  One thread at a time.
class AppendFile {
 public:
  // A new file; an error with code kAlreadyExists where there is one.
  static absl::StatusOr<AppendFile> Create(const std::string& path);

  // The existing file, cut to its first `size` bytes.
  static absl::StatusOr<AppendFile> OpenCut(const std::string& path,
                                            int64_t size);

  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&&) = delete;
  ~AppendFile();

  // Adds `bytes`.  On an error, such as a full disk, what part of them was
  // written is taken away again, so the file still ends with a whole piece.
  absl::Status Append(absl::string_view bytes);

  const std::string& path() const { return path_; }

 private:
  AppendFile(std::string path, int descriptor, int64_t size)
      : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

  std::string path_;
  int descriptor_;  // -1 once moved from.
  int64_t size_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_APPEND_FILE_H_
