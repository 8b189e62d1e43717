// The random numbers of one sample in one epoch.
#ifndef SYNFIRE_DATA_SAMPLE_DRAW_H_
#define SYNFIRE_DATA_SAMPLE_DRAW_H_

#include <cstdint>

#include "core/rng.h"

namespace synfire {

// A pure function of (seed, purpose, epoch, sample), whoever draws and when.  A
// user draws either Uniform or UniformInt, not both: they share words.
class SampleDraw {
 public:
  static constexpr int kDraws = 4;

  // `key` is made of seed and purpose.  All samples of a key have the same
  // number of `draws`.
  SampleDraw(RandomKey key, int64_t epoch, int64_t sample, int draws = kDraws)
      : key_(key),
        epoch_(static_cast<uint64_t>(epoch)),
        first_(static_cast<uint64_t>(sample) * draws) {}

  // Draw `i` of `draws`, in [0, 1) and in [0, bound).
  float Uniform(int i) const {
    return synfire::Uniform(key_, epoch_, first_ + i);
  }
  uint32_t UniformInt(int i, uint32_t bound) const {
    return synfire::UniformInt(key_, epoch_, first_ + i, bound);
  }

 private:
  RandomKey key_;
  uint64_t epoch_;
  uint64_t first_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAMPLE_DRAW_H_
