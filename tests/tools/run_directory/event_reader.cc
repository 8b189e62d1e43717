#include "tests/tools/run_directory/event_reader.h"

#include <cstdint>
#include <cstring>

#include "tools/run_directory/crc32c.h"

namespace synfire {
namespace {

// Takes `size` bytes and the checksum behind them.
absl::StatusOr<absl::string_view> TakeChecked(absl::string_view* bytes,
                                              uint64_t size) {
  uint32_t crc;
  if (bytes->size() < sizeof(crc) || bytes->size() - sizeof(crc) < size) {
    return UserError("a record is cut short");
  }
  const absl::string_view taken = bytes->substr(0, size);
  std::memcpy(&crc, bytes->data() + size, sizeof(crc));
  if (crc != MaskedCrc32c(taken)) return UserError("a checksum is wrong");
  bytes->remove_prefix(size + sizeof(crc));
  return taken;
}

}  // namespace

absl::StatusOr<std::vector<tensorboard::Event>> ReadEvents(
    absl::string_view bytes) {
  std::vector<tensorboard::Event> events;
  while (!bytes.empty()) {
    uint64_t length;
    SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view length_bytes,
                             TakeChecked(&bytes, sizeof(length)));
    std::memcpy(&length, length_bytes.data(), sizeof(length));
    SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view data,
                             TakeChecked(&bytes, length));
    events.emplace_back();
    if (!events.back().ParseFromArray(data.data(),
                                      static_cast<int>(data.size()))) {
      return UserError("a record holds no event");
    }
  }
  return events;
}

}  // namespace synfire
