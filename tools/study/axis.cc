#include "tools/study/axis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace synfire {
namespace {

// The smallest of 1, 2, 5, 10, 20, ... times a power of ten that is at least
// `least`.
double RoundUp(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

}  // namespace

std::vector<double> RoundTicks(double low, double high, int count) {
  // A span that vanishes beside its place has no ticks of its own.
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low <= 1e-9 * size || high == low) {
    const double margin = size == 0 ? 1 : 0.1 * size;
    low -= margin;
    high += margin;
  }
  const double step = RoundUp((high - low) / (count - 1));
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  std::vector<double> ticks;
  for (double i = first; i <= last; ++i) ticks.push_back(i * step);
  return ticks;
}

Axis MakeAxis(std::vector<double> numbers, std::vector<double> ticks,
              int tick_count, double at_from, double at_to) {
  if (numbers.empty()) numbers = {0, 1};
  numbers.insert(numbers.end(), ticks.begin(), ticks.end());
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  Axis axis{std::move(ticks), *low, *high, at_from, at_to};
  const std::vector<double> round = RoundTicks(*low, *high, tick_count);
  if (axis.ticks.empty()) {
    axis.ticks = round;
    axis.from = round.front();
    axis.to = round.back();
  } else if (*low == *high) {
    axis.from = round.front();
    axis.to = round.back();
  } else {
    const double margin = 0.06 * (*high - *low);
    axis.from -= margin;
    axis.to += margin;
  }
  return axis;
}

}  // namespace synfire
