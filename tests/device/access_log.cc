#include "tests/device/access_log.h"

namespace synfire {

std::string AccessLog::Add(const std::string& what, int stream, int64_t item,
                           const Clock& before, int64_t begin, int64_t end,
                           bool writes) {
  std::string wrong;
  const auto comes_first = [&](const Entry& entry) {
    return entry.stream == stream || entry.item <= before.items[entry.stream];
  };
  for (const Entry& entry : entries_) {
    const bool meet = entry.begin < end && begin < entry.end;
    if (!meet || !(writes || entry.writes) || comes_first(entry)) continue;
    wrong = what + (writes ? " writes" : " reads") + " what " + entry.what +
            (entry.writes ? " writes" : " reads") +
            " on the other stream, and no event is between them";
  }
  // What this one hides from all that follow.
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(),
                                [&](const Entry& entry) {
                                  const bool covered =
                                      begin <= entry.begin && entry.end <= end;
                                  return covered && comes_first(entry) &&
                                         (writes || (!entry.writes &&
                                                     entry.stream == stream));
                                }),
                 entries_.end());
  entries_.push_back({what, stream, item, begin, end, writes});
  return wrong;
}

void AccessLog::Forget(const Clock& before) {
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(),
                                [&](const Entry& entry) {
                                  return entry.item <=
                                         before.items[entry.stream];
                                }),
                 entries_.end());
}

}  // namespace synfire
