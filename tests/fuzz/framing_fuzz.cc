// Whatever the times of the events, the frames are ranges of positions in the
// recording, as many as asked for; where times do not go backwards, each event
// is in one of them.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/status.h"
#include "data/events/framing.h"

namespace synfire {
namespace {

void Check(const Events& events, bool sorted, const Framing& framing) {
  std::vector<EventRange> ranges;
  if (!SplitEvents(events, framing, &ranges).ok()) {
    SYNFIRE_CHECK(LastsDuration(framing.by));
    return;
  }
  const int64_t frames = static_cast<int64_t>(ranges.size());
  SYNFIRE_CHECK(framing.by == Framing::By::kDuration
                    ? frames >= 1 && frames <= framing.frames
                    : frames == framing.frames);
  int64_t count = 0;
  for (const EventRange& range : ranges) {
    if (range.begin >= range.end) continue;
    SYNFIRE_CHECK(range.begin >= 0 &&
                  range.end <= static_cast<int64_t>(events.size()));
    SYNFIRE_CHECK(!sorted || range.begin == count);
    count += range.end - range.begin;
  }
  SYNFIRE_CHECK(!sorted || count == static_cast<int64_t>(events.size()));
}

}  // namespace
}  // namespace synfire

// Input: the number of frames, a duration, then times of 4 bytes, signed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  if (size < 2) return 0;
  Framing framing;
  framing.frames = 1 + data[0];
  framing.duration_us = 1 + int64_t{data[1]} * data[1];
  Events events;
  bool sorted = true;
  for (size_t at = 2; at + 4 <= size; at += 4) {
    int32_t t;
    std::memcpy(&t, data + at, sizeof(t));
    sorted = sorted && (events.empty() || events.back().t <= t);
    events.push_back({t, 0, 0, false});
  }
  for (Framing::By by : {Framing::By::kNumber, Framing::By::kTime,
                         Framing::By::kDuration, Framing::By::kBins}) {
    framing.by = by;
    Check(events, sorted, framing);
  }
  return 0;
}
