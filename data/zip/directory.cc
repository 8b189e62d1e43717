#include "data/zip/directory.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "data/zip/end_record.h"
#include "data/zip/fields.h"

namespace synfire {
namespace {

constexpr int64_t kCentralBytes = 46, kLocalBytes = 30;
constexpr uint16_t kEncrypted = 1 << 0, kSizesFollow = 1 << 3;
constexpr uint16_t kZip64Extra = 1;

// DEFLATE's best: two bits stand for a run of 258 bytes.
constexpr int64_t kBestRatio = 1032;

std::string Quoted(absl::string_view name) {
  constexpr size_t kLongest = 120;
  return absl::StrCat("'", absl::CHexEscape(name.substr(0, kLongest)),
                      name.size() > kLongest ? "...'" : "'");
}

absl::string_view Text(absl::Span<const uint8_t> bytes, int64_t offset,
                       int64_t size) {
  return {reinterpret_cast<const char*>(bytes.data()) + offset,
          static_cast<size_t>(size)};
}

absl::Status CheckName(absl::string_view name, int64_t at) {
  std::string wrong;
  if (name.empty()) wrong = "is empty";
  if (absl::StartsWith(name, "/")) wrong = "is an absolute path";
  if (absl::StrContains(name, '\\')) wrong = "has a backslash";
  if (absl::StrContains(name, '\0')) wrong = "has a zero byte";
  for (absl::string_view part : absl::StrSplit(name, '/')) {
    if (part == "..") wrong = "leads out of its folder";
  }
  if (wrong.empty()) return absl::OkStatus();
  return UserError("byte ", at, ": the entry's name ", Quoted(name), " ",
                   wrong);
}

// Reads the central directory, one header after the other.
class DirectoryReader {
 public:
  DirectoryReader(absl::Span<const uint8_t> bytes,
                  const ZipCentralDirectory& directory)
      : bytes_(bytes), directory_(directory) {}

  absl::StatusOr<std::vector<ZipEntry>> Run() {
    std::vector<ZipEntry> entries;
    int64_t at = directory_.offset;
    for (int64_t i = 0; i < directory_.entries; ++i) {
      SYNFIRE_ASSIGN_OR_RETURN(ZipEntry entry, ReadEntry(&at));
      entries.push_back(std::move(entry));
    }
    if (at != end()) {
      return UserError("byte ", at, ": the directory goes on behind its ",
                       directory_.entries, " entries");
    }
    return entries;
  }

 private:
  int64_t end() const { return directory_.offset + directory_.size; }

  absl::StatusOr<ZipEntry> ReadEntry(int64_t* at) const {
    const int64_t begin = *at;
    if (end() - begin < kCentralBytes ||
        ZipField(bytes_, begin, 4) != kZipCentralHeader) {
      return UserError("byte ", begin,
                       ": an entry of the directory is damaged");
    }
    const int64_t name_size = Field(begin + 28, 2);
    const int64_t extra_size = Field(begin + 30, 2);
    const int64_t comment_size = Field(begin + 32, 2);
    if (end() - begin - kCentralBytes < name_size + extra_size + comment_size) {
      return UserError("byte ", begin,
                       ": an entry of the directory is cut off");
    }
    ZipEntry entry;
    entry.name = std::string(Text(bytes_, begin + kCentralBytes, name_size));
    SYNFIRE_RETURN_IF_ERROR(CheckName(entry.name, begin));
    entry.crc = static_cast<uint32_t>(Field(begin + 16, 4));
    SYNFIRE_RETURN_IF_ERROR(ReadNumbers(
        begin, begin + kCentralBytes + name_size, extra_size, &entry));
    SYNFIRE_RETURN_IF_ERROR(CheckPacking(begin, &entry));
    SYNFIRE_RETURN_IF_ERROR(ReadLocalHeader(begin, &entry));
    *at = begin + kCentralBytes + name_size + extra_size + comment_size;
    return entry;
  }

  // Sizes and offset: in the header, or, each that does not fit there, in the
  // zip64 field of the extra ones.
  absl::Status ReadNumbers(int64_t begin, int64_t extra, int64_t extra_size,
                           ZipEntry* entry) const {
    uint64_t numbers[] = {ZipField(bytes_, begin + 24, 4),   // size
                          ZipField(bytes_, begin + 20, 4),   // packed
                          ZipField(bytes_, begin + 42, 4)};  // header
    int64_t wide = extra, wide_end = extra;
    for (int64_t at = extra; at + 4 <= extra + extra_size;) {
      const int64_t size = Field(at + 2, 2);
      if (size > extra + extra_size - at - 4) break;
      if (Field(at, 2) == kZip64Extra) {
        wide = at + 4;
        wide_end = wide + size;
        break;
      }
      at += 4 + size;
    }
    for (uint64_t& number : numbers) {
      if (number != kZipElsewhere32) continue;
      if (wide_end - wide < 8) {
        return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                         " lacks its zip64 sizes");
      }
      number = ZipField(bytes_, wide, 8);
      wide += 8;
    }
    for (uint64_t number : numbers) {
      if (number <= bytes_.size() * uint64_t{kBestRatio}) continue;
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " claims ", number, " bytes, more than a file of ",
                       bytes_.size(), " can hold");
    }
    entry->size = static_cast<int64_t>(numbers[0]);
    entry->packed = static_cast<int64_t>(numbers[1]);
    entry->header = static_cast<int64_t>(numbers[2]);
    return absl::OkStatus();
  }

  absl::Status CheckPacking(int64_t begin, ZipEntry* entry) const {
    if (Field(begin + 8, 2) & kEncrypted) {
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " is encrypted");
    }
    const int64_t method = Field(begin + 10, 2);
    if (method != static_cast<int64_t>(ZipEntry::Method::kStored) &&
        method != static_cast<int64_t>(ZipEntry::Method::kDeflated)) {
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " is packed by method ", method,
                       ", expected 0 (stored) or 8 (deflated)");
    }
    entry->method = static_cast<ZipEntry::Method>(method);
    if (entry->method == ZipEntry::Method::kStored &&
        entry->size != entry->packed) {
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " is stored in ", entry->packed, " bytes but has ",
                       entry->size);
    }
    if (entry->size / kBestRatio > entry->packed) {
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " claims ", entry->size, " bytes, more than its ",
                       entry->packed, " packed ones can expand to");
    }
    return absl::OkStatus();
  }

  // The header in front of the data must say what the directory says.
  absl::Status ReadLocalHeader(int64_t begin, ZipEntry* entry) const {
    const int64_t at = entry->header;
    const auto damaged = [&](absl::string_view what) {
      return UserError("byte ", at, ": the header of entry ",
                       Quoted(entry->name), " ", what);
    };
    if (at > directory_.offset - kLocalBytes) {
      return UserError("byte ", begin, ": entry ", Quoted(entry->name),
                       " is said to begin at ", at,
                       ", outside the archive's entries");
    }
    if (ZipField(bytes_, at, 4) != kZipLocalHeader) {
      return damaged("is not there");
    }
    const int64_t name_size = Field(at + 26, 2), extra_size = Field(at + 28, 2);
    entry->data = at + kLocalBytes + name_size + extra_size;
    if (entry->data > directory_.offset ||
        entry->packed > directory_.offset - entry->data) {
      return damaged("and its data reach into the directory");
    }
    if (Text(bytes_, at + kLocalBytes, name_size) != entry->name) {
      return damaged(
          absl::StrCat("has another name, ",
                       Quoted(Text(bytes_, at + kLocalBytes, name_size))));
    }
    if (Field(at + 8, 2) != static_cast<int64_t>(entry->method)) {
      return damaged("has another method");
    }
    const uint64_t packed = ZipField(bytes_, at + 18, 4);
    const bool elsewhere =
        packed == kZipElsewhere32 || (Field(at + 6, 2) & kSizesFollow);
    if (!elsewhere && packed != static_cast<uint64_t>(entry->packed)) {
      return damaged("has another size");
    }
    return absl::OkStatus();
  }

  int64_t Field(int64_t offset, int count) const {
    return static_cast<int64_t>(ZipField(bytes_, offset, count));
  }

  absl::Span<const uint8_t> bytes_;
  const ZipCentralDirectory& directory_;
};

// No byte may belong to two entries: an archive that repeats one block of data
// a million times is small and expands without end.
absl::Status CheckOverlap(std::vector<ZipEntry>* entries) {
  std::sort(
      entries->begin(), entries->end(),
      [](const ZipEntry& a, const ZipEntry& b) { return a.header < b.header; });
  for (size_t i = 1; i < entries->size(); ++i) {
    const ZipEntry& before = (*entries)[i - 1];
    const ZipEntry& entry = (*entries)[i];
    if (before.data + before.packed <= entry.header) continue;
    return UserError("byte ", entry.header, ": entry ", Quoted(entry.name),
                     " begins inside entry ", Quoted(before.name),
                     ", which ends at ", before.data + before.packed);
  }
  return absl::OkStatus();
}

absl::Status SortByName(std::vector<ZipEntry>* entries) {
  std::sort(
      entries->begin(), entries->end(),
      [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
  for (size_t i = 1; i < entries->size(); ++i) {
    if ((*entries)[i].name != (*entries)[i - 1].name) continue;
    return UserError("byte ", (*entries)[i].header, ": entry ",
                     Quoted((*entries)[i].name), " comes twice");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ZipEntry>> ReadZipDirectory(
    absl::Span<const uint8_t> bytes) {
  SYNFIRE_ASSIGN_OR_RETURN(const ZipCentralDirectory directory,
                           FindZipCentralDirectory(bytes));
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<ZipEntry> entries,
                           DirectoryReader(bytes, directory).Run());
  SYNFIRE_RETURN_IF_ERROR(CheckOverlap(&entries));
  SYNFIRE_RETURN_IF_ERROR(SortByName(&entries));
  return entries;
}

}  // namespace synfire
