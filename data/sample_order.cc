#include "data/sample_order.h"

#include <numeric>
#include <utility>

namespace synfire {

SampleOrder::SampleOrder(int64_t size, bool shuffle, uint64_t seed)
    : key_(MakeRandomKey(seed, "shuffle")) {
  if (shuffle) shuffled_.resize(static_cast<size_t>(size));
}

void SampleOrder::SetEpoch(int64_t epoch) {
  if (epoch == epoch_ || shuffled_.empty()) return;
  epoch_ = epoch;
  std::iota(shuffled_.begin(), shuffled_.end(), uint32_t{0});
  for (size_t i = shuffled_.size() - 1; i > 0; --i) {
    const uint32_t j = UniformInt(key_, static_cast<uint64_t>(epoch), i,
                                  static_cast<uint32_t>(i) + 1);
    std::swap(shuffled_[i], shuffled_[j]);
  }
}

}  // namespace synfire
