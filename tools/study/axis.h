// One axis of a chart.
#ifndef SYNFIRE_TOOLS_STUDY_AXIS_H_
#define SYNFIRE_TOOLS_STUDY_AXIS_H_

#include <vector>

namespace synfire {

// A linear map of numbers to pixels.
struct Axis {
  std::vector<double> ticks;
  double from = 0, to = 1;        // numbers
  double at_from = 0, at_to = 1;  // pixels

  double operator()(double number) const {
    return at_from + (number - from) / (to - from) * (at_to - at_from);
  }
};

// An axis that holds all of `numbers`, which are finite, and `ticks`; where
// there are no ticks, it has about `tick_count` round ones.
Axis MakeAxis(std::vector<double> numbers, std::vector<double> ticks,
              int tick_count, double at_from, double at_to);

// Round numbers, 1, 2 or 5 times a power of ten apart, that span [low, high]:
// the first is at most `low`, the last at least `high`; about `count` of them.
// REQUIRES: finite, low <= high; count >= 2.
std::vector<double> RoundTicks(double low, double high, int count);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_AXIS_H_
