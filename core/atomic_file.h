// Files that appear whole or not at all.
//
// The bytes go to a hidden file in the target's folder; Commit() makes them
// durable (fsync), renames the file over the target and makes the rename
// durable.  A reader, or a machine that lost power, sees the old content or the
// new, never a part.  Where anything fails the hidden file is removed and the
// target is as it was.
//
// Errors carry the path and the system's own words, with the code that
// corresponds: kNotFound for a missing folder, kPermissionDenied,
// kResourceExhausted for a full disk, ...  A symbolic link at the target is
// replaced, not followed.
#ifndef SYNFIRE_CORE_ATOMIC_FILE_H_
#define SYNFIRE_CORE_ATOMIC_FILE_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

// One file being written.  One thread at a time; several objects may work in
// one folder, in one process or in many.
class AtomicFile {
 public:
  // Begins a file that is to become `path`, whose folder must exist.
  static absl::StatusOr<AtomicFile> Create(absl::string_view path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  // Without a Commit() that succeeded, leaves no trace.
  ~AtomicFile();

  // Adds `bytes` at the end.  After an error only destruction makes sense.
  absl::Status Append(absl::string_view bytes);

  // Puts the file in place.  To be called once, last.  If only making the
  // rename durable failed, the new content is in place and the error says so.
  absl::Status Commit();

 private:
  AtomicFile(std::string path, std::string temporary, int descriptor)
      : path_(std::move(path)),
        temporary_(std::move(temporary)),
        descriptor_(descriptor) {}

  std::string path_;
  std::string temporary_;  // Empty once renamed or moved from.
  int descriptor_;         // -1 once closed or moved from.
  int64_t written_ = 0;
};

// Create, Append(content), Commit.
absl::Status WriteFileAtomically(absl::string_view path,
                                 absl::string_view content);

}  // namespace synfire

#endif  // SYNFIRE_CORE_ATOMIC_FILE_H_
