// A whole file in memory.
#ifndef SYNFIRE_DATA_FILE_BYTES_H_
#define SYNFIRE_DATA_FILE_BYTES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

// The bytes of the regular file `path`.  A copy, not a mapping: a mapped file
// that another program truncates kills its reader.  Errors begin with the path
// and name the system's reason; NotFound where there is no such file,
// ResourceExhausted where it does not fit into memory.
absl::StatusOr<std::vector<uint8_t>> ReadFileBytes(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_DATA_FILE_BYTES_H_
