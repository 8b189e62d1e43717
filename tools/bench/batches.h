// Where the inputs of a measured step come from.
#ifndef SYNFIRE_TOOLS_BENCH_BATCHES_H_
#define SYNFIRE_TOOLS_BENCH_BATCHES_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "core/status.h"
#include "graph/exec/executable.h"
#include "graph/import/model_text.h"
#include "graph/import/training_text.h"

namespace synfire {

class Batches {
 public:
  virtual ~Batches() = default;

  // Writes the next batch to the model's inputs and the labels, as far as the
  // network has them.
  virtual absl::Status Feed(Executable* executable) = 0;
};

// Always the same batch: element i of each input is uniform in [0,1) by `seed`
// and i alone, label n is n modulo the number of classes.  `events`: instead, a
// share of the elements are counts from 1 to 3, evenly, and the others 0.
// `model` must outlive it.
std::unique_ptr<Batches> SyntheticBatches(
    const ModelText& model, uint64_t seed,
    std::optional<double> events = std::nullopt);

// The full batches of a data set, epoch after epoch.  `model` must outlive it.
// Errors here: those of OpenData and CheckDataFits (tools/train).  Errors of
// Feed: those of reading; not as many outputs as the data have classes.
absl::StatusOr<std::unique_ptr<Batches>> DatasetBatches(const ModelText& model,
                                                        const DataText& data,
                                                        uint64_t seed);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_BATCHES_H_
