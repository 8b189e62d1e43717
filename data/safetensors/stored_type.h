// The element types a safetensors file can hold.
#ifndef SYNFIRE_DATA_SAFETENSORS_STORED_TYPE_H_
#define SYNFIRE_DATA_SAFETENSORS_STORED_TYPE_H_

#include "absl/strings/string_view.h"
#include "core/shape.h"
#include "core/status.h"

namespace synfire {

// In the format's order of alignment: the widest come first in a file.
enum class StoredType {
  kBool,
  kF4,
  kF6E2M3,
  kF6E3M2,
  kU8,
  kI8,
  kF8E5M2,
  kF8E4M3,
  kF8E8M0,
  kF8E4M3Fnuz,
  kF8E5M2Fnuz,
  kI16,
  kU16,
  kF16,
  kBF16,
  kI32,
  kU32,
  kF32,
  kC64,
  kF64,
  kI64,
  kU64,
};

// As the format spells it: "F32", "BOOL", "F8_E4M3", ...; and back, with the
// list of the names in the error.
absl::string_view Name(StoredType type);
absl::StatusOr<StoredType> StoredTypeFromName(absl::string_view name);

// Bits of one element: 4, 6, 8, 16, 32 or 64.
int BitsOf(StoredType type);

// Bytes of a tensor.  An error where they do not fit into 63 bits, or where the
// elements of 4 or 6 bits do not fill a whole number of bytes.
absl::StatusOr<int64_t> BytesOf(StoredType type, const Shape& shape);

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_STORED_TYPE_H_
