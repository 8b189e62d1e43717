// Numbers that describe samples.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_STATISTICS_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_STATISTICS_H_

#include <cmath>
#include <cstdint>
#include <limits>

#include "data/events/event.h"

namespace synfire {

// Of one number that each sample has.
class Spread {
 public:
  void Add(double value) {
    ++count_;
    sum_ += value;
    squares_ += value * value;
    least_ = std::fmin(least_, value);
    greatest_ = std::fmax(greatest_, value);
  }
  int64_t count() const { return count_; }
  double sum() const { return sum_; }
  double least() const { return least_; }
  double greatest() const { return greatest_; }
  double mean() const { return sum_ / static_cast<double>(count_); }
  // Of all numbers, not of a larger population they were drawn from.
  double deviation() const {
    const double variance =
        squares_ / static_cast<double>(count_) - mean() * mean();
    return std::sqrt(std::fmax(variance, 0));
  }

 private:
  int64_t count_ = 0;
  double sum_ = 0, squares_ = 0;
  double least_ = std::numeric_limits<double>::infinity();
  double greatest_ = -std::numeric_limits<double>::infinity();
};

// Of the recordings of a data set.
struct EventStatistics {
  Spread events;           // of a sample
  Spread seconds;          // from the least time of a sample to the greatest
  int64_t on = 0;          // events of polarity 1
  int64_t disordered = 0;  // samples in which times go backwards

  // REQUIRES: there is an event.
  void Add(const Events& sample);
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_STATISTICS_H_
