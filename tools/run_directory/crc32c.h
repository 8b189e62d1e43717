// The checksum of event files: CRC-32C (Castagnoli, RFC 3720 appendix B.4).
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_CRC32C_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_CRC32C_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace synfire {

// Polynomial 0x1EDC6F41, bits reflected, register begun with and at the end
// inverted by 0xFFFFFFFF.  Crc32c("123456789") == 0xE3069283.
uint32_t Crc32c(absl::string_view bytes);

// As record files store it: rotated right by 15 bits, plus a constant, so that
// the checksum of data that holds checksums stays a good one.
uint32_t MaskedCrc32c(absl::string_view bytes);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_CRC32C_H_
