#include "tools/commands/data_statistics.h"

#include <algorithm>

namespace synfire {

void EventStatistics::Add(const Events& sample) {
  int64_t least = sample[0].t, greatest = sample[0].t, before = sample[0].t;
  bool ordered = true;
  for (const Event& event : sample) {
    least = std::min(least, event.t);
    greatest = std::max(greatest, event.t);
    ordered = ordered && event.t >= before;
    before = event.t;
    on += event.on ? 1 : 0;
  }
  events.Add(static_cast<double>(sample.size()));
  seconds.Add(static_cast<double>(greatest - least) * 1e-6);
  disordered += ordered ? 0 : 1;
}

}  // namespace synfire
