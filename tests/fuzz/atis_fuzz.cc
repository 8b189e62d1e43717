// Any bytes are events of the sensor, or an error that names the file.
#include <cstddef>
#include <cstdint>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/atis/atis.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  for (const Sensor& sensor : {Sensor{34, 34}, Sensor{180, 240}}) {
    Events events;
    const absl::Status status =
        ParseAtis(absl::MakeConstSpan(data, size), "input", sensor, &events);
    if (!status.ok()) {
      SYNFIRE_CHECK(absl::StartsWith(status.message(), "input: byte "));
      continue;
    }
    SYNFIRE_CHECK(events.size() <= size / kAtisEventBytes);
    for (const Event& event : events) {
      SYNFIRE_CHECK(sensor.Holds(event.x, event.y) && event.t >= 0);
    }
  }
  return 0;
}
