// The record at the end of a zip archive: where its central directory is.
#ifndef SYNFIRE_DATA_ZIP_END_RECORD_H_
#define SYNFIRE_DATA_ZIP_END_RECORD_H_

#include <cstdint>

#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

struct ZipCentralDirectory {
  int64_t offset = 0, size = 0;  // inside the file, in bytes
  int64_t entries = 0;           // as the record counts them
};

// Finds the end record, and the zip64 one where it is needed.  Errors give the
// byte.
absl::StatusOr<ZipCentralDirectory> FindZipCentralDirectory(
    absl::Span<const uint8_t> bytes);

}  // namespace synfire

#endif  // SYNFIRE_DATA_ZIP_END_RECORD_H_
