// A data set, a network and a training file that train in milliseconds.
#ifndef SYNFIRE_TESTS_E2E_TINY_TRAINING_H_
#define SYNFIRE_TESTS_E2E_TINY_TRAINING_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "tests/tools/run_directory/temporary_folder.h"
#include "tools/train/trainer.h"

namespace synfire {

// In an empty folder: 32 images of [8,8] in 4 classes to train on and 12 to
// test with, tiny.prototxt and tiny.train.prototxt, which trains for 2 epochs
// of 4 updates.  Everything that draws random numbers is in it: shuffling, a
// transform, dropout.
class TinyTraining : public TemporaryFolder {
 protected:
  static constexpr int kUpdates = 8;

  const Catalog* catalog_;  // AllOps()

  TinyTraining();

  std::string training_path() const { return Path("tiny.train.prototxt"); }
  // The checkpoint after `step` updates of the run in the folder `run`.
  std::string CheckpointOf(const std::string& run, int step) const;

  // Trains into the folder `run` with more settings ("epochs=3").
  absl::StatusOr<TrainResult> Train(
      const std::string& run, const std::vector<std::string>& settings = {},
      TrainOptions options = {}) const;
  // The same, which must be finished or interrupted.
  TrainResult TrainOk(const std::string& run,
                      const std::vector<std::string>& settings = {},
                      TrainOptions options = {}) const;
  // Options that stop when asked for the call number `call`, from 0.
  static TrainOptions StopAtCall(int call);
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_E2E_TINY_TRAINING_H_
