// The tensors that a network is run on, from a safetensors file:
//
//   input    [N,C,H,W] or [N,F], the same at every time step, or, where the
//            model says `temporal: true`, [T,N,C,H,W] or [T,N,F]; a model with
//            several inputs has a tensor of each one's name instead
//   labels   integers [N], the right classes; may be left out
#ifndef SYNFIRE_TOOLS_COMMANDS_RUN_INPUTS_H_
#define SYNFIRE_TOOLS_COMMANDS_RUN_INPUTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dtype.h"
#include "core/status.h"
#include "graph/exec/executable.h"
#include "graph/import/model_text.h"

namespace synfire {

class SafetensorsFile;

class RunInputs {
 public:
  // Reads the file at `path`, rounded to `dtype`.  Errors, all with the path
  // and the tensor: a tensor that is missing or that nothing reads; a shape
  // that is not the model's, or not of the same N as the others; a number of
  // time steps that is not the model's.
  static absl::StatusOr<RunInputs> Read(const std::string& path,
                                        const ModelText& model, DType dtype);

  int64_t count() const { return count_; }  // N
  // One a sample, where the file has them.
  const std::optional<std::vector<int64_t>>& labels() const { return labels_; }

  // OK where every label is a class of `classes`.
  absl::Status CheckLabels(int64_t classes) const;

  // Copies samples [first, first + its N) to the network's inputs, labels
  // included.  REQUIRES: compiled from that model; the samples are there.
  void Feed(int64_t first, Executable* executable) const;

 private:
  struct Input {
    std::string name;              // the model's
    int64_t frames = 1;            // T, 1 for a still image
    int64_t channels = 1;          // C, or F
    int64_t positions = 1;         // H*W
    std::vector<double> elements;  // [frames,N,channels,positions]
  };

  absl::Status Add(const SafetensorsFile& file, const std::string& tensor,
                   const InputText& input, int64_t steps, DType dtype);

  std::string path_;
  int64_t count_ = 0;
  std::vector<Input> inputs_;
  std::optional<std::vector<int64_t>> labels_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_RUN_INPUTS_H_
