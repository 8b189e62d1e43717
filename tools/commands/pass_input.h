// What a single pass of a network is run on: a file's tensors, a batch of the
// training file's data, or noise.
#ifndef SYNFIRE_TOOLS_COMMANDS_PASS_INPUT_H_
#define SYNFIRE_TOOLS_COMMANDS_PASS_INPUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/dtype.h"
#include "core/status.h"
#include "graph/exec/executable.h"
#include "tools/bench/batches.h"
#include "tools/commands/network_file.h"
#include "tools/commands/run_inputs.h"

namespace synfire {

struct PassInputChoice {
  std::string input;             // --input: a safetensors file
  std::string data;              // --data: "train" or "test"
  std::optional<int64_t> batch;  // --batch: N
};

// Samples of noise where nothing else is asked for: enough for the statistics
// of a batch.
constexpr int64_t kNoiseBatch = 2;

class PassInput {
 public:
  // Errors: choices that exclude each other; --data without a training file, or
  // of data that it does not have; a file without labels; those of RunInputs
  // and of DatasetBatches.  `file` must outlive this.
  static absl::StatusOr<PassInput> Open(const PassInputChoice& choice,
                                        const NetworkFile& file, uint64_t seed,
                                        DType dtype);

  int64_t batch() const { return batch_; }  // N
  // "uniform noise in [0, 1), seed 0; labels 0, 1, 2, ..."
  const std::string& description() const { return description_; }

  // Errors: a label that is no class of the network; those of reading.
  // REQUIRES: compiled from the file's model for batch() samples.
  absl::Status Feed(Executable* executable);

 private:
  static absl::StatusOr<PassInput> FromFile(const PassInputChoice& choice,
                                            const NetworkFile& file,
                                            DType dtype);
  static absl::StatusOr<PassInput> FromData(const PassInputChoice& choice,
                                            const NetworkFile& file,
                                            uint64_t seed);

  int64_t batch_ = 0;
  std::string description_;
  std::optional<RunInputs> tensors_;  // else:
  std::unique_ptr<Batches> batches_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PASS_INPUT_H_
