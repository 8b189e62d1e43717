// Transforms in a row, each with random numbers of its own.
#ifndef SYNFIRE_DATA_TRANSFORM_PIPELINE_H_
#define SYNFIRE_DATA_TRANSFORM_PIPELINE_H_

#include <memory>
#include <utility>
#include <vector>

#include "data/transform/transform.h"

namespace synfire {

// Immutable; thread-safe.
class Pipeline {
 public:
  // The first transform of a name draws for the purpose "augment/flip", the
  // next of that name for "augment/flip/2": adding a transform of another name
  // leaves the draws of the rest alone.  Errors: a transform that does not
  // accept `shape`.
  static absl::StatusOr<Pipeline> Create(
      std::vector<std::unique_ptr<Transform>> transforms, const Shape& shape,
      uint64_t seed);

  // What becomes of a sample: a shape not larger than before.
  const Shape& output() const { return output_; }

  // Transforms sample `index` of the data set, in batch `batch` of `epoch`, in
  // place.
  void Apply(int64_t epoch, int64_t batch, int64_t index, float* sample) const;

 private:
  struct Stage {
    std::unique_ptr<Transform> transform;
    RandomKey key;
    Shape shape;  // of the samples that it is given
  };
  Pipeline(std::vector<Stage> stages, Shape output)
      : stages_(std::move(stages)), output_(std::move(output)) {}

  std::vector<Stage> stages_;
  Shape output_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_PIPELINE_H_
