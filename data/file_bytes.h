// A whole file in memory.
#ifndef SYNFIRE_DATA_FILE_BYTES_H_
#define SYNFIRE_DATA_FILE_BYTES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

// The bytes of the regular file `path`.  A copy, not a mapping (file_reader.h
// says why).  Errors begin with the path and name the system's reason; NotFound
// where there is no such file, ResourceExhausted where it does not fit into
// memory.
absl::StatusOr<std::vector<uint8_t>> ReadFileBytes(const std::string& path);

// The same into `bytes`, whose memory is used again where it suffices.
absl::Status ReadFileBytes(const std::string& path,
                           std::vector<uint8_t>* bytes);

}  // namespace synfire

#endif  // SYNFIRE_DATA_FILE_BYTES_H_
