// Writes safetensors files (the format: reader.h).
#ifndef SYNFIRE_DATA_SAFETENSORS_WRITER_H_
#define SYNFIRE_DATA_SAFETENSORS_WRITER_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/shape.h"
#include "core/status.h"
#include "data/safetensors/stored_type.h"

namespace synfire {

struct TensorToWrite {
  std::string name;
  StoredType dtype;
  Shape shape;
  absl::Span<const uint8_t> data;  // C order, little-endian; not owned.
};

// The bytes of an array of numbers, for TensorToWrite::data.
template <typename T>
absl::Span<const uint8_t> AsBytes(absl::Span<const T> numbers) {
  return {reinterpret_cast<const uint8_t*>(numbers.data()),
          numbers.size() * sizeof(T)};
}

// Replaces the file at `path` as a whole (core/atomic_file.h).  The widest
// element types come first, then by name, and the header is padded to a
// multiple of 8 bytes, so every tensor is aligned to its elements; the same
// tensors and metadata give the same bytes.
//
// Errors: those of writing; two tensors of one name, or one called
// "__metadata__"; data of another size than its shape says; text that is not
// UTF-8; a header longer than the format allows.
absl::Status WriteSafetensors(
    const std::string& path, absl::Span<const TensorToWrite> tensors,
    const std::map<std::string, std::string>& metadata);

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_WRITER_H_
