#include "data/zip/end_record.h"

#include <algorithm>

#include "data/zip/fields.h"

namespace synfire {
namespace {

constexpr int64_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56;
constexpr int64_t kLongestComment = 0xFFFF;
constexpr int64_t kCentralBytes = 46;  // of an entry without a name

// The end record is the last thing but a comment, whose length it says.
absl::StatusOr<int64_t> FindEnd(absl::Span<const uint8_t> bytes) {
  const int64_t size = static_cast<int64_t>(bytes.size());
  const int64_t first =
      std::max<int64_t>(0, size - kEndBytes - kLongestComment);
  for (int64_t at = size - kEndBytes; at >= first; --at) {
    if (ZipField(bytes, at, 4) != kZipEnd) continue;
    const int64_t comment = static_cast<int64_t>(ZipField(bytes, at + 20, 2));
    if (at + kEndBytes + comment == size) return at;
  }
  return UserError("byte ", size,
                   ": the end of a zip archive is not there: the file is cut "
                   "short, or is no zip archive");
}

struct EndFields {
  uint64_t disk, first_disk, entries_here, entries, size, offset;
};

absl::StatusOr<EndFields> ReadEnd64(absl::Span<const uint8_t> bytes,
                                    int64_t locator, int64_t* at) {
  if (locator < 0 || ZipField(bytes, locator, 4) != kZip64Locator) {
    return UserError("byte ", std::max<int64_t>(locator, 0),
                     ": the locator of the zip64 end record is not there");
  }
  const uint64_t offset = ZipField(bytes, locator + 8, 8);
  if (offset > static_cast<uint64_t>(locator) ||
      locator - static_cast<int64_t>(offset) < kEnd64Bytes ||
      ZipField(bytes, static_cast<int64_t>(offset), 4) != kZip64End) {
    return UserError("byte ", locator + 8, ": there is no zip64 end record at ",
                     offset);
  }
  *at = static_cast<int64_t>(offset);
  return EndFields{ZipField(bytes, *at + 16, 4), ZipField(bytes, *at + 20, 4),
                   ZipField(bytes, *at + 24, 8), ZipField(bytes, *at + 32, 8),
                   ZipField(bytes, *at + 40, 8), ZipField(bytes, *at + 48, 8)};
}

}  // namespace

absl::StatusOr<ZipCentralDirectory> FindZipCentralDirectory(
    absl::Span<const uint8_t> bytes) {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t end, FindEnd(bytes));
  EndFields fields{ZipField(bytes, end + 4, 2),  ZipField(bytes, end + 6, 2),
                   ZipField(bytes, end + 8, 2),  ZipField(bytes, end + 10, 2),
                   ZipField(bytes, end + 12, 4), ZipField(bytes, end + 16, 4)};
  int64_t at = end;  // of the record that closes the directory
  if (fields.entries == kZipElsewhere16 || fields.size == kZipElsewhere32 ||
      fields.offset == kZipElsewhere32) {
    SYNFIRE_ASSIGN_OR_RETURN(fields,
                             ReadEnd64(bytes, end - kLocatorBytes, &at));
  }
  if (fields.disk != 0 || fields.first_disk != 0 ||
      fields.entries_here != fields.entries) {
    return UserError("byte ", at,
                     ": the archive has several parts, expected one file");
  }
  const uint64_t room = static_cast<uint64_t>(at);
  if (fields.offset > room || fields.size > room - fields.offset) {
    return UserError("byte ", at, ": the directory is said to lie at ",
                     fields.offset, " with ", fields.size,
                     " bytes, which does not fit before this record");
  }
  if (fields.entries > fields.size / kCentralBytes) {
    return UserError("byte ", at, ": ", fields.entries,
                     " entries do not fit into a directory of ", fields.size,
                     " bytes");
  }
  return ZipCentralDirectory{static_cast<int64_t>(fields.offset),
                             static_cast<int64_t>(fields.size),
                             static_cast<int64_t>(fields.entries)};
}

}  // namespace synfire
