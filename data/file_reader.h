// A file, read piece by piece.
#ifndef SYNFIRE_DATA_FILE_READER_H_
#define SYNFIRE_DATA_FILE_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "data/random_access.h"

namespace synfire {

// Holds the file open.  Reads and does not map: a mapped file that another
// program truncates, or that a network drops, kills its reader.
class FileReader : public RandomAccess {
 public:
  // Errors begin with the path and name the system's reason; NotFound where
  // there is no such file; InvalidArgument for what is no regular file.
  static absl::StatusOr<std::unique_ptr<FileReader>> Open(
      const std::string& path);
  ~FileReader() override;
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  const std::string& name() const override { return path_; }
  int64_t size() const override { return size_; }
  // DataLoss where the file has become shorter than size().
  absl::Status Read(int64_t offset, absl::Span<uint8_t> out) const override;

 private:
  FileReader(std::string path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  const std::string path_;
  const int descriptor_;
  int64_t size_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_FILE_READER_H_
