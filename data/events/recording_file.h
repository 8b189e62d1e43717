// One recording by itself, whatever its format.
#ifndef SYNFIRE_DATA_EVENTS_RECORDING_FILE_H_
#define SYNFIRE_DATA_EVENTS_RECORDING_FILE_H_

#include <optional>
#include <string>

#include "data/events/event_source.h"

namespace synfire {

struct Recording {
  std::string format;  // "ATIS", "AEDAT 2.0", "AEDAT 3.1"
  Sensor sensor;
  Events events;
};

// Reads the events of the file at `path` in `window`.  An AEDAT file says what
// it is and is a DVS128's; a file that ends in ".bin" is ATIS, and of N-MNIST's
// 34x34 pixels where it lies in a folder Train/<digit> or Test/<digit> or where
// that holds all of its events, else of N-Caltech101's.  `sensor` stands for
// another camera.  Errors: those of the formats' readers; a file of none of
// them.
absl::StatusOr<Recording> ReadRecording(const std::string& path,
                                        const std::optional<Sensor>& sensor,
                                        const TimeWindow& window = {});

// The window of row `row`, from 1, of the labels of a recording of DVS Gesture:
// user01_led_labels.csv beside user01_led.aedat.  Errors: those of reading it;
// no such row.
absl::StatusOr<TimeWindow> GestureWindow(const std::string& path, int row);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_RECORDING_FILE_H_
