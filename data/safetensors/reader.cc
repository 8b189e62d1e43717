#include "data/safetensors/reader.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

#include "data/safetensors/header.h"

namespace synfire {
namespace {

constexpr int64_t kLengthBytes = 8;

// The header's text, out of the whole file.
absl::StatusOr<absl::string_view> HeaderText(absl::Span<const uint8_t> bytes) {
  const int64_t size = static_cast<int64_t>(bytes.size());
  if (size < kLengthBytes) {
    return UserError("the file has ", size, " bytes, expected at least ",
                     kLengthBytes, " for the header's length");
  }
  uint64_t length;
  std::memcpy(&length, bytes.data(), sizeof(length));
  if (length > static_cast<uint64_t>(kMaxSafetensorsHeader)) {
    return UserError("the header's length is ", length,
                     " bytes by the file's first 8 bytes, expected at most ",
                     kMaxSafetensorsHeader, "; is this a safetensors file?");
  }
  if (static_cast<int64_t>(length) > size - kLengthBytes) {
    return UserError("the header's length is ", length, " bytes, but only ",
                     size - kLengthBytes, " follow: the file is cut short");
  }
  return absl::string_view(
      reinterpret_cast<const char*>(bytes.data()) + kLengthBytes, length);
}

std::string Describe(const SafetensorsEntry& entry) {
  return absl::StrCat("tensor ", QuoteForMessage(entry.name));
}

absl::Status CheckSize(const SafetensorsEntry& entry) {
  const absl::StatusOr<int64_t> bytes = BytesOf(entry.dtype, entry.shape);
  if (!bytes.ok()) {
    return Annotate(bytes.status(), absl::StrCat(Describe(entry), ": "));
  }
  if (entry.end < entry.begin || entry.end - entry.begin != *bytes) {
    return UserError(Describe(entry), ": data_offsets [", entry.begin, ",",
                     entry.end, "] hold ", entry.end - entry.begin,
                     " bytes, expected ", *bytes, " for ", Name(entry.dtype),
                     " ", entry.shape.ToString());
  }
  return absl::OkStatus();
}

// In order of offsets, each tensor begins where the one before it ended, and
// the last ends with the file.
absl::Status CheckTiling(const std::vector<SafetensorsEntry>& tensors,
                         int64_t data_size) {
  std::vector<const SafetensorsEntry*> order;
  for (const SafetensorsEntry& entry : tensors) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::tie(a->begin, a->end) < std::tie(b->begin, b->end);
  });
  int64_t position = 0;
  const SafetensorsEntry* previous = nullptr;
  for (const SafetensorsEntry* entry : order) {
    if (entry->begin > position) {
      return UserError(Describe(*entry), " begins at byte ", entry->begin,
                       " of the data, expected ", position,
                       ": the bytes between belong to no tensor");
    }
    if (entry->begin < position) {
      return UserError(Describe(*entry), " begins at byte ", entry->begin,
                       " of the data, expected ", position, ", where ",
                       Describe(*previous), " ends: they overlap");
    }
    position = entry->end;
    previous = entry;
  }
  if (position > data_size) {
    return UserError(Describe(*previous), " ends at byte ", position,
                     " of the data, but there are only ", data_size,
                     ": the file is cut short");
  }
  if (position < data_size) {
    return UserError("the tensors end at byte ", position,
                     " of the data, expected ", data_size,
                     ": the bytes after that belong to no tensor");
  }
  return absl::OkStatus();
}

absl::StatusOr<SafetensorsHeader> CheckedHeader(absl::Span<const uint8_t> bytes,
                                                int64_t* data_begin) {
  SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view text, HeaderText(bytes));
  SYNFIRE_ASSIGN_OR_RETURN(SafetensorsHeader header,
                           ParseSafetensorsHeader(text));
  for (const SafetensorsEntry& entry : header.tensors) {
    SYNFIRE_RETURN_IF_ERROR(CheckSize(entry));
  }
  *data_begin = kLengthBytes + static_cast<int64_t>(text.size());
  SYNFIRE_RETURN_IF_ERROR(CheckTiling(
      header.tensors, static_cast<int64_t>(bytes.size()) - *data_begin));
  return header;
}

}  // namespace

absl::StatusOr<SafetensorsFile> SafetensorsFile::Open(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(MappedFile mapping, MappedFile::Open(path));
  SYNFIRE_ASSIGN_OR_RETURN(SafetensorsFile file, Parse(mapping.bytes(), path));
  file.mapping_ = std::move(mapping);
  return file;
}

absl::StatusOr<SafetensorsFile> SafetensorsFile::Parse(
    absl::Span<const uint8_t> bytes, absl::string_view name) {
  int64_t data_begin = 0;
  absl::StatusOr<SafetensorsHeader> header = CheckedHeader(bytes, &data_begin);
  if (!header.ok()) {
    return Annotate(header.status(), absl::StrCat(name, ": "));
  }
  SafetensorsFile file;
  file.file_ = std::make_unique<const std::string>(name);
  file.metadata_ = std::move(header->metadata);
  file.tensors_.reserve(header->tensors.size());
  for (SafetensorsEntry& entry : header->tensors) {
    file.tensors_.push_back(
        {std::move(entry.name), entry.dtype, std::move(entry.shape),
         bytes.subspan(data_begin + entry.begin, entry.end - entry.begin),
         *file.file_});
  }
  return file;
}

const TensorView* SafetensorsFile::Find(absl::string_view name) const {
  const auto found =
      std::lower_bound(tensors_.begin(), tensors_.end(), name,
                       [](const TensorView& view, absl::string_view n) {
                         return view.name < n;
                       });
  if (found == tensors_.end() || found->name != name) return nullptr;
  return &*found;
}

}  // namespace synfire
