#include "data/file_bytes.h"

#include <memory>
#include <new>
#include <stdexcept>

#include "absl/types/span.h"
#include "data/file_reader.h"

namespace synfire {

absl::Status ReadFileBytes(const std::string& path,
                           std::vector<uint8_t>* bytes) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<FileReader> file,
                           FileReader::Open(path));
  const auto too_large = [&] {
    return absl::ResourceExhaustedError(absl::StrCat(
        path, ": its ", file->size(), " bytes do not fit into memory"));
  };
  try {
    bytes->resize(static_cast<size_t>(file->size()));
  } catch (const std::bad_alloc&) {
    return too_large();
  } catch (const std::length_error&) {
    return too_large();
  }
  return file->Read(0, absl::MakeSpan(*bytes));
}

absl::StatusOr<std::vector<uint8_t>> ReadFileBytes(const std::string& path) {
  std::vector<uint8_t> bytes;
  SYNFIRE_RETURN_IF_ERROR(ReadFileBytes(path, &bytes));
  return bytes;
}

}  // namespace synfire
