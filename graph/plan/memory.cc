#include "graph/plan/memory.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace synfire {
namespace {

bool MeetInTime(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

}  // namespace

int64_t PlaceBuffers(std::vector<Lifetime>* buffers) {
  std::vector<int> order(buffers->size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return (*buffers)[a].bytes > (*buffers)[b].bytes;
  });
  std::vector<int> placed;  // by offset
  int64_t arena = 0;
  for (int id : order) {
    Lifetime& buffer = (*buffers)[id];
    const int64_t bytes = ArenaAligned(buffer.bytes);
    int64_t offset = 0;
    for (int other_id : placed) {
      const Lifetime& other = (*buffers)[other_id];
      if (!MeetInTime(buffer, other)) continue;
      if (offset + bytes <= other.offset) break;
      offset = std::max(offset, other.offset + ArenaAligned(other.bytes));
    }
    buffer.offset = offset;
    arena = std::max(arena, offset + bytes);
    placed.insert(std::upper_bound(placed.begin(), placed.end(), id,
                                   [&](int a, int b) {
                                     return (*buffers)[a].offset <
                                            (*buffers)[b].offset;
                                   }),
                  id);
  }
  return arena;
}

int64_t LowerBound(const std::vector<Lifetime>& buffers) {
  std::map<int, int64_t> change;
  for (const Lifetime& buffer : buffers) {
    change[buffer.first] += ArenaAligned(buffer.bytes);
    change[buffer.last + 1] -= ArenaAligned(buffer.bytes);
  }
  int64_t live = 0, peak = 0;
  for (const auto& entry : change) {
    live += entry.second;
    peak = std::max(peak, live);
  }
  return peak;
}

absl::Status CheckPlacement(const std::vector<Lifetime>& buffers,
                            int64_t arena_bytes) {
  // A sweep over time; the live buffers are kept by offset, so that an overlap
  // shows between neighbours.
  struct Event {
    int time;
    bool ends;
    const Lifetime* buffer;
  };
  std::vector<Event> events;
  for (const Lifetime& buffer : buffers) {
    if (buffer.bytes == 0) continue;
    if (buffer.offset < 0 || buffer.offset % kArenaAlignment != 0 ||
        buffer.offset + buffer.bytes > arena_bytes) {
      return absl::InternalError(absl::StrCat(
          "buffer '", buffer.name, "' at ", buffer.offset, " with ",
          buffer.bytes, " bytes does not fit the arena of ", arena_bytes));
    }
    events.push_back({buffer.first, false, &buffer});
    events.push_back({buffer.last + 1, true, &buffer});
  }
  std::stable_sort(
      events.begin(), events.end(), [](const Event& a, const Event& b) {
        return a.time != b.time ? a.time < b.time : a.ends && !b.ends;
      });
  std::map<int64_t, const Lifetime*> live;
  const auto clash = [](const Lifetime& a, const Lifetime& b) {
    return absl::InternalError(absl::StrCat("buffers '", a.name, "' and '",
                                            b.name,
                                            "' overlap while both are live"));
  };
  for (const Event& event : events) {
    const Lifetime& buffer = *event.buffer;
    if (event.ends) {
      live.erase(buffer.offset);
      continue;
    }
    const auto after = live.lower_bound(buffer.offset);
    if (after != live.end() && after->first < buffer.offset + buffer.bytes) {
      return clash(buffer, *after->second);
    }
    if (after != live.begin()) {
      const Lifetime& before = *std::prev(after)->second;
      if (before.offset + before.bytes > buffer.offset) {
        return clash(buffer, before);
      }
    }
    live.emplace(buffer.offset, &buffer);
  }
  return absl::OkStatus();
}

}  // namespace synfire
