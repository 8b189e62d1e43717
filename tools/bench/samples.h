// Repeated measurements of the same thing.
#ifndef SYNFIRE_TOOLS_BENCH_SAMPLES_H_
#define SYNFIRE_TOOLS_BENCH_SAMPLES_H_

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <vector>

namespace synfire {

class Samples {
 public:
  Samples() = default;
  Samples(std::initializer_list<double> values) {
    for (double value : values) Add(value);
  }

  void Add(double value) {
    sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), value),
                   value);
  }
  int size() const { return static_cast<int>(sorted_.size()); }
  const std::vector<double>& sorted() const { return sorted_; }

  // REQUIRES, all three: there is one.
  double Min() const { return sorted_.front(); }
  // Of an even number, the mean of the two in the middle.
  double Median() const {
    const size_t half = sorted_.size() / 2;
    if (sorted_.size() % 2 == 1) return sorted_[half];
    return (sorted_[half - 1] + sorted_[half]) / 2;
  }
  double Mean() const {
    return std::accumulate(sorted_.begin(), sorted_.end(), 0.0) /
           static_cast<double>(sorted_.size());
  }

 private:
  std::vector<double> sorted_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_SAMPLES_H_
