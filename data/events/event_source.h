// Recordings of an event camera, or of spiking neurons, one a sample.
#ifndef SYNFIRE_DATA_EVENTS_EVENT_SOURCE_H_
#define SYNFIRE_DATA_EVENTS_EVENT_SOURCE_H_

#include <cstdint>
#include <vector>

#include "core/status.h"
#include "data/events/event.h"
#include "data/events/framing.h"

namespace synfire {

// Memory that reading uses, to be used again for the next sample.
struct EventScratch {
  std::vector<uint8_t> bytes;
  Events events;
  std::vector<EventRange> ranges;
};

class EventSource {
 public:
  virtual ~EventSource() = default;

  virtual Sensor sensor() const = 0;
  // False for spikes of a line of neurons, sensor().width of them.
  virtual bool has_polarity() const = 0;
  virtual const Framing& framing() const = 0;

  // The label of a sample, without reading it.
  virtual int64_t LabelOf(int64_t index) const = 0;

  // Reads the events of sample `index` into scratch->events; there is at least
  // one.  Any number of threads may read at once.  Errors name the file, the
  // byte where there is one, and the reason.
  virtual absl::Status ReadEvents(int64_t index,
                                  EventScratch* scratch) const = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_EVENT_SOURCE_H_
