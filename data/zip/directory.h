// The directory of a zip archive, read and checked (zip_archive.h says how).
#ifndef SYNFIRE_DATA_ZIP_DIRECTORY_H_
#define SYNFIRE_DATA_ZIP_DIRECTORY_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "core/status.h"
#include "data/zip/zip_archive.h"

namespace synfire {

// The entries, by name.  Errors give the byte, not the file.
absl::StatusOr<std::vector<ZipEntry>> ReadZipDirectory(
    absl::Span<const uint8_t> bytes);

}  // namespace synfire

#endif  // SYNFIRE_DATA_ZIP_DIRECTORY_H_
