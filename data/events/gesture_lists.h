// The text files of DVS128 Gesture: which recordings there are, and what they
// show when.
#ifndef SYNFIRE_DATA_EVENTS_GESTURE_LISTS_H_
#define SYNFIRE_DATA_EVENTS_GESTURE_LISTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "data/events/event.h"

namespace synfire {

inline constexpr int64_t kGestures = 11;

// One gesture in a recording.
struct GestureTrial {
  int64_t label = 0;  // class - 1
  TimeWindow window;
};

// Reads userNN_<light>_labels.csv:
//
//   class,startTime_usec,endTime_usec
//   1,80048239,85092709
//
// class is 1 to 11, times are the camera's own; rows may come in any order and
// overlap.  Errors, with the line: another header, another number of fields, a
// field that is no integer, a class or times that cannot be, no row.
absl::StatusOr<std::vector<GestureTrial>> ParseGestureLabels(
    absl::string_view text, const std::string& name);

// Reads trials_to_train.txt or trials_to_test.txt: the name of a recording,
// userNN_<light>.aedat, a line; empty lines are none.  Errors, with the line: a
// name without that ending, with a '/', or there twice; no name.
absl::StatusOr<std::vector<std::string>> ParseGestureTrials(
    absl::string_view text, const std::string& name);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_GESTURE_LISTS_H_
