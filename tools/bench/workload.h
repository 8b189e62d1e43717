// What a benchmark measures: a model, and what makes a training step of it.
#ifndef SYNFIRE_TOOLS_BENCH_WORKLOAD_H_
#define SYNFIRE_TOOLS_BENCH_WORKLOAD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "core/status.h"
#include "graph/compile.h"
#include "graph/import/model_text.h"
#include "graph/import/training_text.h"
#include "graph/op/layer.h"

namespace synfire {

// In place of what the file says, or of the defaults where it says nothing.
struct WorkloadChoices {
  std::string loss, optimizer;  // calls; "": as in the file
  std::optional<uint64_t> seed;
};

// What a bare model is trained with.
constexpr char kDefaultLoss[] = "cross_entropy";
constexpr char kDefaultOptimizer[] = "sgd(lr = 0.001, momentum = 0.9)";
constexpr int64_t kDefaultBatch = 64;

struct Workload {
  std::string path;  // of the file that was given
  ModelText model;

  CallText loss, optimizer;  // valid for the catalog
  std::optional<double> clip_norm;
  double learning_rate = 0;  // the optimizer's
  uint64_t seed = 0;

  DType precision = DType::kF32;  // as BenchPoint's
  int64_t batch = kDefaultBatch;
  int threads = 0;  // 0: all processors
  // Of a training file.
  std::optional<DataText> train_data, test_data;
};

// Reads a model or a training file and the model that it names.  Errors: those
// of reading them; a loss or an optimizer that `catalog` does not have or whose
// attributes are not valid, with its place in the file or "--loss";
// Unavailable: the training file's device is not there.
absl::StatusOr<Workload> ReadWorkload(const std::string& path,
                                      const Settings& settings,
                                      const WorkloadChoices& choices,
                                      const Catalog& catalog);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_WORKLOAD_H_
