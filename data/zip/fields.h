// Little-endian fields of a zip archive's records.
#ifndef SYNFIRE_DATA_ZIP_FIELDS_H_
#define SYNFIRE_DATA_ZIP_FIELDS_H_

#include <cstdint>

#include "absl/types/span.h"

namespace synfire {

// The number in `count` bytes (at most 8) at `offset`.
// REQUIRES: they are there.
inline uint64_t ZipField(absl::Span<const uint8_t> bytes, int64_t offset,
                         int count) {
  uint64_t number = 0;
  for (int i = count - 1; i >= 0; --i) {
    number = number << 8 | bytes[static_cast<size_t>(offset + i)];
  }
  return number;
}

// Signatures of the records, which also say where in the file one stands.
constexpr uint32_t kZipLocalHeader = 0x04034B50;
constexpr uint32_t kZipCentralHeader = 0x02014B50;
constexpr uint32_t kZipEnd = 0x06054B50;
constexpr uint32_t kZip64End = 0x06064B50;
constexpr uint32_t kZip64Locator = 0x07064B50;

// A 16- or 32-bit field of this value stands elsewhere, in a zip64 record.
constexpr uint64_t kZipElsewhere16 = 0xFFFF;
constexpr uint64_t kZipElsewhere32 = 0xFFFFFFFF;

}  // namespace synfire

#endif  // SYNFIRE_DATA_ZIP_FIELDS_H_
