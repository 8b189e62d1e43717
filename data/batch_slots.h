// The memory of a loader's batches.
#ifndef SYNFIRE_DATA_BATCH_SLOTS_H_
#define SYNFIRE_DATA_BATCH_SLOTS_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/shape.h"
#include "core/status.h"
#include "data/batch.h"

namespace synfire {

struct FreeMemory {
  void operator()(float* memory) const { std::free(memory); }
};

// A batch with its memory and, while it is being filled, its plan.
struct Slot {
  std::unique_ptr<float, FreeMemory> images;
  std::vector<int64_t> labels;
  std::vector<int64_t> samples;  // which samples of the data set
  absl::Status status;           // of filling it
  Batch batch;                   // points into images and labels
};

// `count` slots for batches of up to `batch` samples of shape `sample`, with
// `room` floats behind the last; images are 64-byte aligned.  ResourceExhausted
// where memory does not suffice.
absl::StatusOr<std::vector<Slot>> AllocateSlots(int count, int64_t batch,
                                                const Shape& sample,
                                                int64_t room);

}  // namespace synfire

#endif  // SYNFIRE_DATA_BATCH_SLOTS_H_
