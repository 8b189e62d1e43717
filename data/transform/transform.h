// A change made to each sample on its way into a batch: augmentation,
// whitening.
//
//   flip(probability = 0.5)   crop(pad = 4)   normalize(mean = 0.5, std = 1)
#ifndef SYNFIRE_DATA_TRANSFORM_TRANSFORM_H_
#define SYNFIRE_DATA_TRANSFORM_TRANSFORM_H_

#include <memory>

#include "core/rng.h"
#include "core/shape.h"
#include "core/spec/schema.h"
#include "core/status.h"

namespace synfire {

// The random numbers of one transform for one sample in one epoch: a pure
// function of (seed, purpose, epoch, sample), whoever draws and when.  A
// transform draws either Uniform or UniformInt, not both: they share words.
class SampleDraw {
 public:
  static constexpr int kDraws = 4;

  // `key` is made of seed and purpose.
  SampleDraw(RandomKey key, int64_t epoch, int64_t sample)
      : key_(key),
        epoch_(static_cast<uint64_t>(epoch)),
        first_(static_cast<uint64_t>(sample) * kDraws) {}

  // Draw `i` of kDraws, in [0, 1) and in [0, bound).
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

class Transform {
 public:
  virtual ~Transform() = default;

  virtual const char* name() const = 0;

  // An error where samples of `shape` cannot be transformed.
  virtual absl::Status Accepts(const Shape& shape) const = 0;

  // Changes the sample in place; its shape stays.  Thread-safe; does not
  // allocate.  REQUIRES: Accepts(shape).
  virtual void Apply(const SampleDraw& draw, const Shape& shape,
                     float* sample) const = 0;
};

struct TransformDef {
  Schema schema;
  // REQUIRES: the attributes were bound by `schema`.
  std::unique_ptr<Transform> (*make)(const Attrs& attrs);
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_TRANSFORM_H_
