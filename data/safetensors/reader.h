// Reads safetensors files: named tensors, without copying them.
//
// The file, little-endian throughout:
//
//   u64 N | N bytes of JSON (header.h), spaces at its end allowed | data
//
// Tensors lie in C order, without gaps: sorted by their offsets they tile the
// data exactly.  Everything about this is checked on opening, so a view never
// reaches outside its file; each error names the file and the tensor or byte,
// what came and what was expected.
//
// Worked example, 72 bytes: 38 00 00 00 00 00 00 00 (N = 56), then
//   {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}
// which is 54 characters, 2 spaces, and the 8 bytes of two floats.
#ifndef SYNFIRE_DATA_SAFETENSORS_READER_H_
#define SYNFIRE_DATA_SAFETENSORS_READER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/shape.h"
#include "core/status.h"
#include "data/safetensors/mapped_file.h"
#include "data/safetensors/stored_type.h"

namespace synfire {

// One tensor.  `data` and `file` belong to the SafetensorsFile it came from.
struct TensorView {
  std::string name;
  StoredType dtype;
  Shape shape;                     // [] for one number; a dimension may be 0.
  absl::Span<const uint8_t> data;  // Not aligned to anything in general.
  absl::string_view file;          // For messages.
};

// An open file.  Immutable, so any number of threads may read.
class SafetensorsFile {
 public:
  // Maps the file at `path` (see MappedFile for what that asks of others).
  static absl::StatusOr<SafetensorsFile> Open(const std::string& path);

  // Reads `bytes` as a whole file; they are not copied and must outlive the
  // result.  `name` stands for the file's name in messages.
  static absl::StatusOr<SafetensorsFile> Parse(absl::Span<const uint8_t> bytes,
                                               absl::string_view name);

  // All tensors, by name.  Views stay valid when the file object is moved.
  const std::vector<TensorView>& tensors() const { return tensors_; }

  // The tensor of that name, or nullptr.
  const TensorView* Find(absl::string_view name) const;

  const std::map<std::string, std::string>& metadata() const {
    return metadata_;
  }

 private:
  SafetensorsFile() = default;

  MappedFile mapping_;  // Empty after Parse().
  std::unique_ptr<const std::string> file_;
  std::vector<TensorView> tensors_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_READER_H_
