#include "data/aedat/aedat2.h"

#include "absl/strings/str_format.h"
#include "data/aedat/header.h"
#include "data/byte_order.h"

namespace synfire {
namespace {

constexpr int64_t kEventBytes = 8;
constexpr uint32_t kSync = 1u << 15, kSpecial = 1u << 31;
constexpr uint32_t kUnused = 0x7fff0000u;

// Where the events begin, of a file that consists of whole ones.
absl::StatusOr<int64_t> FindEvents(const RandomAccess& file) {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t begin,
                           FindAedatHeaderEnd(file, "2.0"));
  const int64_t left = (file.size() - begin) % kEventBytes;
  if (left == 0) return begin;
  return UserError(file.name(), ": byte ", file.size() - left,
                   ": the file ends after ", left,
                   left == 1 ? " byte" : " bytes", " of an event of ",
                   kEventBytes, ": it is cut short");
}

}  // namespace

absl::Status CheckAedat2(const RandomAccess& file) {
  return FindEvents(file).status();
}

absl::Status ParseAedat2(absl::Span<const uint8_t> bytes,
                         absl::string_view name, Events* events) {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t begin,
                           FindEvents(MemoryBytes(name, bytes)));
  const int64_t size = static_cast<int64_t>(bytes.size());
  events->clear();
  events->reserve(static_cast<size_t>((size - begin) / kEventBytes));
  uint32_t last = 0;
  int64_t t = 0;
  for (int64_t offset = begin; offset < size; offset += kEventBytes) {
    const uint32_t address = LoadBigEndian<uint32_t>(&bytes[offset]);
    const uint32_t timestamp = LoadBigEndian<uint32_t>(&bytes[offset + 4]);
    // The first counts from 0; each later one is near the one before it.
    t = offset == begin ? timestamp
                        : t + static_cast<int32_t>(timestamp - last);
    last = timestamp;
    if ((address & kSpecial) != 0 || (address & kSync) != 0) continue;
    if ((address & kUnused) != 0) {
      return UserError(name, ": byte ", offset, ": the address is ",
                       absl::StrFormat("0x%08x", address),
                       ", expected at most 0x7fff: the file is corrupt, or "
                       "not of a DVS128");
    }
    Event event;
    event.t = t;
    event.x = static_cast<uint16_t>(127 - (address >> 8 & 0x7f));
    event.y = static_cast<uint16_t>(127 - (address >> 1 & 0x7f));
    event.on = (address & 1) == 0;
    events->push_back(event);
  }
  return absl::OkStatus();
}

}  // namespace synfire
