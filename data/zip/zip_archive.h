// Reads zip archives (PKWARE's APPNOTE 6.3, with zip64) whose entries are
// stored or deflated, as PyTorch and numpy write them.
//
//   local header, name, extra, data | ... | central directory | end record
//
// Nothing is trusted: every entry's local header must agree with the central
// directory, lie inside the file and overlap no other; names are relative paths
// without "..", each once; what an entry expands to is bounded by what DEFLATE
// can do.  Errors begin with the file's name and give the byte.
#ifndef SYNFIRE_DATA_ZIP_ZIP_ARCHIVE_H_
#define SYNFIRE_DATA_ZIP_ZIP_ARCHIVE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

// Whether `bytes` begin as a zip archive that has entries.
bool IsZip(absl::Span<const uint8_t> bytes);

struct ZipEntry {
  enum class Method { kStored = 0, kDeflated = 8 };

  std::string name;  // "archive/data.pkl"
  Method method = Method::kStored;
  uint32_t crc = 0;    // of the contents
  int64_t size = 0;    // of the contents, in bytes
  int64_t packed = 0;  // bytes in the file; `size` where stored
  int64_t header = 0;  // where the local header is
  int64_t data = 0;    // where the packed bytes are
};

// The directory of an archive.  Immutable, so any number of threads may read.
class ZipArchive {
 public:
  // `bytes` is the whole file and must outlive this; `file` names it.
  static absl::StatusOr<ZipArchive> Parse(absl::Span<const uint8_t> bytes,
                                          absl::string_view file);

  // By name.
  const std::vector<ZipEntry>& entries() const { return entries_; }
  // Null where there is none.
  const ZipEntry* Find(absl::string_view name) const;

  // The contents of an entry of this archive, checked against its checksum
  // where it has one (0 stands for none).  A stored entry is a view of the
  // file, a deflated one of `buffer`, which receives it.
  absl::StatusOr<absl::Span<const uint8_t>> Read(
      const ZipEntry& entry, std::vector<uint8_t>* buffer) const;

 private:
  ZipArchive() = default;

  absl::Span<const uint8_t> bytes_;
  std::string file_;
  std::vector<ZipEntry> entries_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_ZIP_ZIP_ARCHIVE_H_
