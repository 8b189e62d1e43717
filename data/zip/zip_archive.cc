#include "data/zip/zip_archive.h"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "absl/strings/str_format.h"
#include "data/zip/directory.h"
#include "data/zip/fields.h"

namespace synfire {
namespace {

// What a writer leaves in the place of a checksum that it was told not to make.
constexpr uint32_t kNoChecksum = 0;

// zlib counts in 32 bits; larger spans are fed in pieces.
uInt Piece(int64_t size) {
  return static_cast<uInt>(std::min<int64_t>(size, int64_t{1} << 30));
}

uint32_t ChecksumOf(absl::Span<const uint8_t> bytes) {
  uLong crc = crc32(0, nullptr, 0);
  for (size_t at = 0; at < bytes.size();) {
    const uInt piece = Piece(static_cast<int64_t>(bytes.size() - at));
    crc = crc32(crc, bytes.data() + at, piece);
    at += piece;
  }
  return static_cast<uint32_t>(crc);
}

// Fills `out` from `packed`; "" or what is wrong.
std::string Inflate(absl::Span<const uint8_t> packed,
                    std::vector<uint8_t>* out) {
  z_stream stream{};
  stream.next_in = const_cast<Bytef*>(packed.data());
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
    return "zlib cannot start";
  }
  const auto unread = [&] {
    return static_cast<int64_t>(packed.size()) -
           (stream.next_in - packed.data());
  };
  int64_t done = 0;
  const int64_t size = static_cast<int64_t>(out->size());
  uint8_t overflow = 0;  // room that a correct stream leaves empty
  std::string wrong;
  for (int result = Z_OK; result != Z_STREAM_END;) {
    uint8_t* const to = done < size ? out->data() + done : &overflow;
    stream.next_out = to;
    stream.avail_out = done < size ? Piece(size - done) : 1;
    stream.avail_in = Piece(unread());
    result = inflate(&stream, Z_NO_FLUSH);
    done += stream.next_out - to;
    if (done > size) {
      wrong = "expands to more";
      break;
    }
    if (result != Z_OK && result != Z_STREAM_END) {
      wrong = result == Z_BUF_ERROR || stream.msg == nullptr ? "is cut off"
                                                             : stream.msg;
      break;
    }
  }
  if (wrong.empty() && done < size) {
    wrong = absl::StrCat("expands to ", done);
  }
  if (wrong.empty() && unread() != 0) {
    wrong = absl::StrCat("leaves ", unread(), " packed bytes over");
  }
  inflateEnd(&stream);
  return wrong;
}

}  // namespace

bool IsZip(absl::Span<const uint8_t> bytes) {
  return bytes.size() >= 4 && ZipField(bytes, 0, 4) == kZipLocalHeader;
}

absl::StatusOr<ZipArchive> ZipArchive::Parse(absl::Span<const uint8_t> bytes,
                                             absl::string_view file) {
  absl::StatusOr<std::vector<ZipEntry>> entries = ReadZipDirectory(bytes);
  if (!entries.ok()) {
    return Annotate(entries.status(), absl::StrCat(file, ": "));
  }
  ZipArchive archive;
  archive.bytes_ = bytes;
  archive.file_ = std::string(file);
  archive.entries_ = *std::move(entries);
  return archive;
}

const ZipEntry* ZipArchive::Find(absl::string_view name) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), name,
                       [](const ZipEntry& entry, absl::string_view n) {
                         return entry.name < n;
                       });
  if (found == entries_.end() || found->name != name) return nullptr;
  return &*found;
}

absl::StatusOr<absl::Span<const uint8_t>> ZipArchive::Read(
    const ZipEntry& entry, std::vector<uint8_t>* buffer) const {
  const absl::Span<const uint8_t> packed =
      bytes_.subspan(entry.data, entry.packed);
  const std::string who =
      absl::StrCat(file_, ": byte ", entry.data, ": entry '", entry.name, "' ");
  absl::Span<const uint8_t> contents = packed;
  if (entry.method == ZipEntry::Method::kDeflated) {
    try {
      buffer->resize(static_cast<size_t>(entry.size));
    } catch (const std::bad_alloc&) {
      return absl::ResourceExhaustedError(absl::StrCat(
          who, "expands to ", entry.size, " bytes, too many for the memory"));
    }
    const std::string wrong = Inflate(packed, buffer);
    if (!wrong.empty()) {
      return UserError(who, "is damaged: ", wrong, ", expected ", entry.size,
                       " bytes");
    }
    contents = *buffer;
  }
  const uint32_t crc =
      entry.crc == kNoChecksum ? kNoChecksum : ChecksumOf(contents);
  if (crc != entry.crc) {
    return UserError(who, "is damaged: its checksum is ",
                     absl::StrFormat("%08x", crc), ", expected ",
                     absl::StrFormat("%08x", entry.crc));
  }
  return contents;
}

}  // namespace synfire
