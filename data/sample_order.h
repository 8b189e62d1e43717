// In which order an epoch visits the samples.
#ifndef SYNFIRE_DATA_SAMPLE_ORDER_H_
#define SYNFIRE_DATA_SAMPLE_ORDER_H_

#include <cstdint>
#include <vector>

#include "core/rng.h"

namespace synfire {

// Either 0, 1, 2, ... or, shuffled, a permutation that depends on (seed, epoch,
// size) alone and is uniform over all of them (Fisher-Yates; draw i decides
// place i).  Not thread-safe.
class SampleOrder {
 public:
  static constexpr int64_t kMaxSize = UINT32_MAX;

  // Allocates here and nowhere else.  REQUIRES: 0 < size <= kMaxSize.
  SampleOrder(int64_t size, bool shuffle, uint64_t seed);

  // Moves to `epoch`; O(size) where shuffled and the epoch is another.
  // REQUIRES: epoch >= 0.
  void SetEpoch(int64_t epoch);

  // The sample at `position` of the epoch set last.
  // REQUIRES: 0 <= position < size.
  int64_t operator[](int64_t position) const {
    return shuffled_.empty() ? position : shuffled_[position];
  }

 private:
  const RandomKey key_;
  int64_t epoch_ = -1;
  std::vector<uint32_t> shuffled_;  // empty where not shuffled
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAMPLE_ORDER_H_
