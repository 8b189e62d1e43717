// What a finished run of a study has in its metrics.csv.
#ifndef SYNFIRE_TOOLS_STUDY_MEASURES_H_
#define SYNFIRE_TOOLS_STUDY_MEASURES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct LossAtStep {
  int64_t step;
  double loss;  // mean over the steps since the one before
};

struct Measures {
  std::vector<LossAtStep> curve;  // of training
  double train_loss = 0;          // mean over the last fifth of the curve
  double firing_rate = 0;         // in training, likewise
  std::optional<double> test_loss, test_accuracy;  // after the last step
};

// Reads metrics.csv as the trainer writes it (tools/train/run_log.h).  Rows
// with a test sum up an epoch and are no part of the curve.  Errors, with path
// and line: the file cannot be read; a column is missing; a cell is no number;
// no row is of the curve.
absl::StatusOr<Measures> ReadMeasures(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_MEASURES_H_
