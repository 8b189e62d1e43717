// A data set of event recordings, shown to a network as frames.
#ifndef SYNFIRE_DATA_EVENTS_EVENT_DATASET_H_
#define SYNFIRE_DATA_EVENTS_EVENT_DATASET_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/events/event_source.h"

namespace synfire {

// One sample: a file, or a stretch of it.
struct EventSample {
  std::string name;  // in the data set's folder, and the stretch
  int64_t file = 0;  // what `read` and `check` know it by
  int64_t label = 0;
  TimeWindow window;
};

// What a data set knows of its files.
struct EventFiles {
  std::string folder;
  Sensor sensor;
  // Else spikes of a line of neurons, sensor.width of them; sensor.height = 1.
  bool polarity = true;
  std::vector<std::string> class_names;
  std::vector<EventSample> samples;

  // Replaces scratch->events by those of a file in a window.  Thread-safe.
  std::function<absl::Status(int64_t file, const TimeWindow& window,
                             EventScratch* scratch)>
      read;
  // What can be found wrong with a file without reading it all.
  std::function<absl::Status(int64_t file)> check;
};

// Samples are [T,H,W,2], without polarity [T,W], T = framing.frames; recordings
// of fewer frames (by duration) end in empty ones.
//
// An error is a file that cannot be read, or a sample that has no events or,
// by duration, more than T frames.  Without `skip` the first that `check` finds
// is returned, and what it does not find is the error of reading the sample.
// With `skip` every sample is read here, and those that cannot be are left
// out; an error where none is left.
absl::StatusOr<std::unique_ptr<Dataset>> MakeEventDataset(
    EventFiles files, const Framing& framing, bool skip);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_EVENT_DATASET_H_
