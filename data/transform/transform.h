// A change made to each sample on its way into a batch: augmentation,
// whitening.
//
//   flip(probability = 0.5)   crop(pad = 4)   normalize(mean = 0.5, std = 1)
#ifndef SYNFIRE_DATA_TRANSFORM_TRANSFORM_H_
#define SYNFIRE_DATA_TRANSFORM_TRANSFORM_H_

#include <memory>

#include "core/shape.h"
#include "core/spec/schema.h"
#include "core/status.h"
#include "data/sample_draw.h"

namespace synfire {

class Transform {
 public:
  virtual ~Transform() = default;

  virtual const char* name() const = 0;

  // An error where samples of `shape` cannot be transformed.
  virtual absl::Status Accepts(const Shape& shape) const = 0;

  // The shape that a sample has afterwards, not larger than the one before;
  // most leave it.  REQUIRES: Accepts(shape).
  virtual Shape Output(const Shape& shape) const { return shape; }

  // Changes the sample of `shape` in place: Output(shape) begins where it
  // began.  Thread-safe; does not allocate.  REQUIRES: Accepts(shape).
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
