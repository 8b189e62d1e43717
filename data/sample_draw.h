// The random numbers of one sample in one epoch.
#ifndef SYNFIRE_DATA_SAMPLE_DRAW_H_
#define SYNFIRE_DATA_SAMPLE_DRAW_H_

#include <cstdint>

#include "core/rng.h"

namespace synfire {

// A pure function of (seed, purpose, epoch, sample), or, where the draw is the
// batch's, of (seed, purpose, epoch, batch), whoever draws and when.  A user
// draws one of Uniform, UniformInt and BatchUniformInt: the first two share
// words.
class SampleDraw {
 public:
  static constexpr int kDraws = 4;
  static constexpr int64_t kBatchDraws = 1 << 20;

  // `key` is made of seed and purpose.  All samples of a key have the same
  // number of `draws`.  `batch` is the batch's place in the epoch.
  SampleDraw(RandomKey key, int64_t epoch, int64_t sample, int draws = kDraws,
             int64_t batch = 0)
      : key_(key),
        epoch_(static_cast<uint64_t>(epoch)),
        first_(static_cast<uint64_t>(sample) * draws),
        first_of_batch_(kBatches + static_cast<uint64_t>(batch) * kBatchDraws) {
  }

  // Draw `i` of `draws`, in [0, 1) and in [0, bound).
  float Uniform(int i) const {
    return synfire::Uniform(key_, epoch_, first_ + i);
  }
  uint32_t UniformInt(int i, uint32_t bound) const {
    return synfire::UniformInt(key_, epoch_, first_ + i, bound);
  }

  // Draw `i` of kBatchDraws, in [0, bound), the same for all samples of a
  // batch.
  uint32_t BatchUniformInt(int64_t i, uint32_t bound) const {
    return synfire::UniformInt(key_, epoch_, first_of_batch_ + i, bound);
  }

 private:
  RandomKey key_;
  uint64_t epoch_;
  // Where the batches' draws begin, behind those of any sample.
  static constexpr uint64_t kBatches = uint64_t{1} << 63;

  uint64_t first_;
  uint64_t first_of_batch_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAMPLE_DRAW_H_
