// Events to frames: a recording becomes T images, each the number of events at
// every pixel and polarity in one stretch of it.
//
// N events; t of event i is t[i].  Stretches are ranges of positions in the
// recording:
//
//   number    d = N div T; frame j is [j*d, (j+1)*d), the last goes on to N.
//             N < T leaves all frames but the last empty.
//   time      d = (t[N-1] - t[0]) div T, in whole microseconds; frame j goes
//             from the first to the last event with
//             t[0] + d*j <= t < t[0] + d*(j+1), the last frame on to N.
//             Where there is no such event, the frame is empty; but the last
//             then begins at the first event with t >= t[0] + d*(T-1).
//   bins      frame j holds the events with D*j <= t < D*(j+1), of the file's
//             own clock; T frames, whatever there is in them.  Times must not
//             go backwards.
//   duration  u = t - least t; frames of D microseconds,
//             ceil(u[N-1] / D) of them and at least 1; frame j ends before the
//             first event with u div D > j (a binary search), the last at N.
//
// But for bins this is SpikingJelly's arithmetic, which made the published
// numbers; what it leaves undefined (an empty frame of `time`) is an empty
// frame here.  Where times go backwards, ranges of `time` may overlap: then an
// event counts twice, as there.
#ifndef SYNFIRE_DATA_EVENTS_FRAMING_H_
#define SYNFIRE_DATA_EVENTS_FRAMING_H_

#include <cstdint>
#include <vector>

#include "core/status.h"
#include "data/events/event.h"

namespace synfire {

struct Framing {
  enum class By { kNumber, kTime, kDuration, kBins };
  By by = By::kNumber;
  int64_t frames = 1;       // T >= 1; by duration, the most that there may be
  int64_t duration_us = 0;  // D >= 1, by duration and bins
};

// Whether frames of this kind last duration_us.
inline bool LastsDuration(Framing::By by) {
  return by == Framing::By::kDuration || by == Framing::By::kBins;
}

// "number", "time", "duration", "bins".
const char* Name(Framing::By by);

// Positions [begin, end) of a recording; empty where begin >= end.
struct EventRange {
  int64_t begin = 0;
  int64_t end = 0;
};

// Replaces `ranges` by those of the frames: framing.frames of them, by duration
// as many as there are.  An error where it would take more than framing.frames.
// No events give empty frames, by duration one.
absl::Status SplitEvents(const Events& events, const Framing& framing,
                         std::vector<EventRange>* ranges);

// Adds 1 for each event to frames [ranges.size(),H,W,2]: channels last, 0 = OFF
// and 1 = ON.  REQUIRES: the sensor holds every event.
void CountEvents(const Events& events, const std::vector<EventRange>& ranges,
                 const Sensor& sensor, float* frames);

// The same to frames [ranges.size(),units] by the column alone, for a line of
// neurons whose spikes have no polarity.  REQUIRES: x < units.
void CountSpikes(const Events& events, const std::vector<EventRange>& ranges,
                 int64_t units, float* frames);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_FRAMING_H_
