// Numbers of several seeds as one.
#ifndef SYNFIRE_TOOLS_STUDY_SPREAD_H_
#define SYNFIRE_TOOLS_STUDY_SPREAD_H_

#include <algorithm>
#include <limits>

namespace synfire {

class Spread {
 public:
  void Add(double number) {
    ++count_;
    sum_ += number;
    low_ = std::min(low_, number);
    high_ = std::max(high_, number);
  }

  int count() const { return count_; }
  // REQUIRES: count() > 0.
  double mean() const { return sum_ / count_; }
  double low() const { return low_; }
  double high() const { return high_; }

 private:
  int count_ = 0;
  double sum_ = 0;
  double low_ = std::numeric_limits<double>::infinity();
  double high_ = -std::numeric_limits<double>::infinity();
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_SPREAD_H_
