// Element types of values.
#ifndef SYNFIRE_CORE_DTYPE_H_
#define SYNFIRE_CORE_DTYPE_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

enum class DType { kF32, kF64, kBF16, kI64, kI32, kU8 };

// Bytes of one element.
size_t SizeOf(DType dtype);

// "f32", "f64", "bf16", "i64", "i32", "u8"; and back.
absl::string_view Name(DType dtype);
absl::StatusOr<DType> DTypeFromName(absl::string_view name);

}  // namespace synfire

#endif  // SYNFIRE_CORE_DTYPE_H_
