// What an event camera records: at which pixel, when, and in which direction
// the brightness changed.
#ifndef SYNFIRE_DATA_EVENTS_EVENT_H_
#define SYNFIRE_DATA_EVENTS_EVENT_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

struct Event {
  int64_t t = 0;    // microseconds, from a start of the camera's own
  uint16_t x = 0;   // column, from the left
  uint16_t y = 0;   // row, from the top
  bool on = false;  // brighter, polarity 1; else darker

  friend bool operator==(const Event& a, const Event& b) {
    return a.t == b.t && a.x == b.x && a.y == b.y && a.on == b.on;
  }
};

// In the file's order, which need not be that of time.
using Events = std::vector<Event>;

// From `begin` on, but not at `end`, in microseconds.
struct TimeWindow {
  int64_t begin = INT64_MIN;
  int64_t end = INT64_MAX;

  bool Holds(int64_t t) const { return t >= begin && t < end; }
};

// Pixels of a camera.
struct Sensor {
  int64_t height = 0;
  int64_t width = 0;

  bool Holds(int64_t x, int64_t y) const {
    return x >= 0 && x < width && y >= 0 && y < height;
  }
};

// The error for an event that begins at byte `offset` of the file `name` and
// lies outside of its sensor.
inline absl::Status OutsideOfSensor(absl::string_view name, int64_t offset,
                                    int64_t x, int64_t y,
                                    const Sensor& sensor) {
  return UserError(name, ": byte ", offset, ": an event at x = ", x,
                   ", y = ", y, ", expected x below ", sensor.width,
                   " and y below ", sensor.height,
                   ": the file is corrupt, or of another camera or format");
}

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_EVENT_H_
