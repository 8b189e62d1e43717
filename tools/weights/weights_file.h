// A file of weights, whoever wrote it: safetensors or PyTorch's.
#ifndef SYNFIRE_TOOLS_WEIGHTS_WEIGHTS_FILE_H_
#define SYNFIRE_TOOLS_WEIGHTS_WEIGHTS_FILE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "data/safetensors/reader.h"
#include "data/torch/torch_file.h"

namespace synfire {

class WeightsFile {
 public:
  // Which of the two it is shows in its first bytes.
  static absl::StatusOr<WeightsFile> Open(const std::string& path);

  // In the file's order where it has one, else by name.  Left out, with a note:
  // the counters num_batches_tracked and the prefix "module." that all names
  // have where they come from a model for several GPUs.
  const std::vector<TensorView>& tensors() const { return tensors_; }
  const std::vector<std::string>& notes() const { return notes_; }

  // Of safetensors; empty for PyTorch's.
  const std::map<std::string, std::string>& metadata() const {
    return metadata_;
  }
  bool from_torch() const { return torch_.has_value(); }

 private:
  WeightsFile() = default;

  void DropCounters();
  void DropPrefix();

  std::optional<SafetensorsFile> safetensors_;
  std::optional<TorchFile> torch_;
  std::vector<TensorView> tensors_;
  std::vector<std::string> notes_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_WEIGHTS_FILE_H_
