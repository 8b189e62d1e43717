#include "data/events/framing.h"

#include <algorithm>

namespace synfire {
namespace {

// a div b, rounded down.  REQUIRES: b > 0.
int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

void SplitByNumber(int64_t count, int64_t frames,
                   std::vector<EventRange>* ranges) {
  const int64_t each = count / frames;
  for (int64_t j = 0; j < frames; ++j) {
    ranges->push_back({j * each, (j + 1) * each});
  }
  ranges->back().end = count;
}

void SplitByTime(const Events& events, int64_t frames,
                 std::vector<EventRange>* ranges) {
  ranges->resize(static_cast<size_t>(frames));  // empty
  if (events.empty()) return;
  const int64_t count = static_cast<int64_t>(events.size());
  const int64_t start = events.front().t;
  const int64_t each = FloorDivide(events.back().t - start, frames);
  for (int64_t i = 0; i < count && each > 0; ++i) {
    const int64_t since = events[i].t - start;
    if (since < 0 || since / each >= frames) continue;
    EventRange& range = (*ranges)[since / each];
    if (range.end == 0) range.begin = i;
    range.end = i + 1;
  }
  EventRange& last = ranges->back();
  if (last.end == 0) {
    const auto first =
        std::find_if(events.begin(), events.end(), [&](const Event& event) {
          return event.t >= start + each * (frames - 1);
        });
    last.begin = first - events.begin();
  }
  last.end = count;
}

absl::Status SplitByDuration(const Events& events, const Framing& framing,
                             std::vector<EventRange>* ranges) {
  const int64_t count = static_cast<int64_t>(events.size());
  const int64_t duration = framing.duration_us;
  int64_t least = 0, frames = 1;
  if (count > 0) {
    least = std::min_element(
                events.begin(), events.end(),
                [](const Event& a, const Event& b) { return a.t < b.t; })
                ->t;
    const int64_t span = events.back().t - least;
    frames =
        std::max<int64_t>(1, span / duration + (span % duration == 0 ? 0 : 1));
  }
  if (frames > framing.frames) {
    return UserError("the events span ", events.back().t - least, " us, ",
                     frames, " frames of ", duration, " us; expected at most ",
                     framing.frames, " frames");
  }
  int64_t begin = 0;
  for (int64_t j = 0; j + 1 < frames; ++j) {
    const auto end =
        std::lower_bound(events.begin(), events.end(), j + 1,
                         [&](const Event& event, int64_t frame) {
                           return (event.t - least) / duration < frame;
                         });
    ranges->push_back({begin, end - events.begin()});
    begin = ranges->back().end;
  }
  ranges->push_back({begin, count});
  return absl::OkStatus();
}

absl::Status SplitByBins(const Events& events, const Framing& framing,
                         std::vector<EventRange>* ranges) {
  const int64_t count = static_cast<int64_t>(events.size());
  const int64_t duration = framing.duration_us;
  if (count > 0 && FloorDivide(events.back().t, duration) >= framing.frames) {
    return UserError("the events go on to ", events.back().t,
                     " us, expected all before ", framing.frames, " frames of ",
                     duration, " us end");
  }
  int64_t begin = 0;
  for (int64_t j = 0; j < framing.frames; ++j) {
    const auto end =
        std::lower_bound(events.begin() + begin, events.end(), j + 1,
                         [&](const Event& event, int64_t frame) {
                           return FloorDivide(event.t, duration) < frame;
                         });
    ranges->push_back({begin, end - events.begin()});
    begin = ranges->back().end;
  }
  return absl::OkStatus();
}

}  // namespace

const char* Name(Framing::By by) {
  switch (by) {
    case Framing::By::kNumber:
      return "number";
    case Framing::By::kTime:
      return "time";
    case Framing::By::kDuration:
      return "duration";
    case Framing::By::kBins:
      return "bins";
  }
  return "";
}

absl::Status SplitEvents(const Events& events, const Framing& framing,
                         std::vector<EventRange>* ranges) {
  ranges->clear();
  switch (framing.by) {
    case Framing::By::kNumber:
      SplitByNumber(static_cast<int64_t>(events.size()), framing.frames,
                    ranges);
      break;
    case Framing::By::kTime:
      SplitByTime(events, framing.frames, ranges);
      break;
    case Framing::By::kDuration:
      return SplitByDuration(events, framing, ranges);
    case Framing::By::kBins:
      return SplitByBins(events, framing, ranges);
  }
  return absl::OkStatus();
}

void CountEvents(const Events& events, const std::vector<EventRange>& ranges,
                 const Sensor& sensor, float* frames) {
  const int64_t size = sensor.height * sensor.width * 2;
  for (size_t j = 0; j < ranges.size(); ++j) {
    float* frame = frames + static_cast<int64_t>(j) * size;
    for (int64_t i = ranges[j].begin; i < ranges[j].end; ++i) {
      const Event& event = events[i];
      frame[(event.y * sensor.width + event.x) * 2 + (event.on ? 1 : 0)] += 1;
    }
  }
}

void CountSpikes(const Events& events, const std::vector<EventRange>& ranges,
                 int64_t units, float* frames) {
  for (size_t j = 0; j < ranges.size(); ++j) {
    float* frame = frames + static_cast<int64_t>(j) * units;
    for (int64_t i = ranges[j].begin; i < ranges[j].end; ++i) {
      frame[events[i].x] += 1;
    }
  }
}

}  // namespace synfire
