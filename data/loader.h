// Batches of a data set, read and transformed ahead of their use by threads of
// the loader's own.
//
// What a batch holds is a pure function of (data set, transforms, seed, epoch,
// batch index): never of the number of threads, of `prefetch`, or of what was
// read before.  Once the first epoch runs, the loader allocates nothing (what
// the data set does is its own business).
#ifndef SYNFIRE_DATA_LOADER_H_
#define SYNFIRE_DATA_LOADER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "core/shape.h"
#include "core/status.h"
#include "data/batch.h"
#include "data/dataset.h"
#include "data/transform/transform.h"

namespace synfire {

struct LoaderOptions {
  int64_t batch = 64;      // samples, >= 1
  bool shuffle = false;    // a new permutation each epoch; else 0, 1, 2, ...
  uint64_t seed = 0;       // of the shuffling, reading and transforms
  int threads = 1;         // that read and transform, 1 to 256
  int prefetch = 4;        // batches kept ready ahead of their use, 1 to 1024
  bool drop_last = false;  // leaves out a last batch that is not full
};

// For one consumer: no two calls at once.  The worker threads are the loader's
// own and not core/parallel.h's, because they run beside the computation.
class Loader {
 public:
  // Allocates prefetch + 1 batches.  `dataset` must outlive the loader.
  // Errors: an option out of range, an epoch that would hold no batch, a
  // transform that does not accept the samples, batches that do not fit into
  // memory.
  static absl::StatusOr<std::unique_ptr<Loader>> Create(
      const Dataset& dataset,
      std::vector<std::unique_ptr<Transform>> transforms,
      const LoaderOptions& options);

  // Stops and joins the threads, whatever they are doing.
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  int64_t batches_per_epoch() const;
  // Of the samples of a batch: the data set's, or what the transforms make of
  // it.
  const Shape& sample_shape() const;

  // The next batch, valid (and the caller's to change) until the next call of
  // Next or Seek; nullptr at the end of each epoch, after which the next epoch
  // begins.  An error of the data set is returned in the place of its batch,
  // with epoch, batch and sample, and again until Seek.  The first call starts
  // the threads.
  absl::StatusOr<const Batch*> Next();

  // Makes batch `index` of `epoch` the next; batches_per_epoch() stands for the
  // end of the epoch.  Errors: a negative epoch, an index out of range.
  absl::Status Seek(int64_t epoch, int64_t index);

  // Seconds that Next has waited for a batch, in all.
  double seconds_waiting() const;

 private:
  class Impl;
  explicit Loader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_LOADER_H_
