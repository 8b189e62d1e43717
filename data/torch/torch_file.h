// Reads the weights that PyTorch's torch.save writes: the tensors of a state
// dict, without PyTorch and without running what the file holds.
//
// Since PyTorch 1.6 the file is a zip archive,
//
//   NAME/data.pkl      a pickle (data/pickle/pickle.h) of the saved value, in
//                      which a tensor is _rebuild_tensor_v2(storage, offset,
//                      size, stride, ...), counted in elements
//   NAME/data/KEY      the bytes of one storage
//   NAME/byteorder     "little"
//
// before that, several pickles one after the other with the storages behind
// them (legacy_file.h).  The state dict is the value itself or stands in it
// under `model`, `net` or `state_dict`, as training programs write it beside
// their optimizer and arguments.
//
// Errors begin with the file's name and give the byte, or the tensor: a tensor
// that reaches outside its storage, of a type that is none of numbers, two
// state dicts, none.
#ifndef SYNFIRE_DATA_TORCH_TORCH_FILE_H_
#define SYNFIRE_DATA_TORCH_TORCH_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/safetensors/mapped_file.h"
#include "data/safetensors/reader.h"

namespace synfire {

// Whether `bytes` begin as a file of torch.save does.
bool IsTorchFile(absl::Span<const uint8_t> bytes);

// An open file.  Immutable, so any number of threads may read.
class TorchFile {
 public:
  // Maps the file at `path` (see MappedFile for what that asks of others).
  static absl::StatusOr<TorchFile> Open(const std::string& path);

  // Reads `bytes` as a whole file; they are not copied and must outlive the
  // result.  `name` stands for the file's name in messages.
  static absl::StatusOr<TorchFile> Parse(absl::Span<const uint8_t> bytes,
                                         absl::string_view name);

  // The state dict, in its order.  Views stay valid when this is moved.
  const std::vector<TensorView>& tensors() const { return tensors_; }

  // What else the file says or holds, a sentence each: where the state dict
  // was, what beside it was left.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  TorchFile() = default;

  MappedFile mapping_;  // Empty after Parse().
  std::unique_ptr<const std::string> file_;
  // What is not in the file as it is needed: unpacked, or in another order.
  std::vector<std::unique_ptr<std::vector<uint8_t>>> copies_;
  std::vector<TensorView> tensors_;
  std::vector<std::string> notes_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_TORCH_FILE_H_
