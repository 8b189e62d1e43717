// All variables of a run and where it stood, in one safetensors file.
//
// Tensors carry their variables' names and shapes; metadata "synfire" holds the
// rest as text. Written whole or not at all.
#ifndef SYNFIRE_TOOLS_TRAIN_CHECKPOINT_H_
#define SYNFIRE_TOOLS_TRAIN_CHECKPOINT_H_

#include <cstdint>
#include <string>

#include "core/status.h"
#include "graph/exec/variables.h"

namespace synfire {

// Sums over the part of an epoch that has been trained.
struct EpochSums {
  int64_t images = 0;
  int64_t correct = 0;
  double loss = 0;         // weighted by images
  double firing_rate = 0;  // likewise
};

struct RunState {
  int64_t step = 0;         // updates made
  int64_t epoch = 0;        // epochs completed
  int64_t batch_index = 0;  // batches of the current epoch done
  EpochSums sums;
  double best_accuracy = -1;  // on the test data; -1 before the first test
  bool reported = false;      // tested and logged since the last update
  std::string configuration;  // what was run; a resumed run must have the same
};

// Fetches what is on a device first.
absl::Status SaveCheckpoint(const std::string& path, const RunState& state,
                            VariableStore* variables);

// Restores every variable, and the state.  Errors, with the path: the file is
// no checkpoint; a variable that is missing, left over, or of another shape.
absl::Status LoadCheckpoint(const std::string& path, VariableStore* variables,
                            RunState* state);

// The state alone.
absl::StatusOr<RunState> ReadRunState(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_CHECKPOINT_H_
