#include "data/atis/atis.h"

namespace synfire {
namespace {

constexpr int64_t kOverflowMicroseconds = 8192;

}  // namespace

absl::Status CheckAtisSize(absl::string_view name, int64_t size) {
  if (size == 0) {
    return UserError(name, ": byte 0: the file is empty, expected events of ",
                     kAtisEventBytes, " bytes");
  }
  const int64_t left = size % kAtisEventBytes;
  if (left == 0) return absl::OkStatus();
  return UserError(name, ": byte ", size - left, ": the file ends after ", left,
                   left == 1 ? " byte" : " bytes", " of an event of ",
                   kAtisEventBytes, ": it is cut short, or of another format");
}

absl::Status ParseAtis(absl::Span<const uint8_t> bytes, absl::string_view name,
                       const Sensor& sensor, Events* events) {
  const int64_t size = static_cast<int64_t>(bytes.size());
  SYNFIRE_RETURN_IF_ERROR(CheckAtisSize(name, size));
  SYNFIRE_CHECK(sensor.height <= kAtisOverflowRow);
  events->clear();
  events->reserve(bytes.size() / kAtisEventBytes);
  int64_t passed = 0;  // before the last overflow of the clock
  for (int64_t offset = 0; offset < size; offset += kAtisEventBytes) {
    const uint8_t* at = bytes.data() + offset;
    if (at[1] == kAtisOverflowRow) {
      passed += kOverflowMicroseconds;
      continue;
    }
    if (!sensor.Holds(at[0], at[1])) {
      return OutsideOfSensor(name, offset, at[0], at[1], sensor);
    }
    Event event;
    event.t = passed + ((at[2] & 0x7f) << 16 | at[3] << 8 | at[4]);
    event.x = at[0];
    event.y = at[1];
    event.on = (at[2] & 0x80) != 0;
    events->push_back(event);
  }
  return absl::OkStatus();
}

}  // namespace synfire
