#include "core/dtype.h"

namespace synfire {
namespace {

struct Row {
  DType dtype;
  const char* name;
  size_t size;
};
constexpr Row kRows[] = {{DType::kF32, "f32", 4},   {DType::kF64, "f64", 8},
                         {DType::kBF16, "bf16", 2}, {DType::kI64, "i64", 8},
                         {DType::kI32, "i32", 4},   {DType::kU8, "u8", 1}};

const Row& RowOf(DType dtype) {
  for (const Row& row : kRows) {
    if (row.dtype == dtype) return row;
  }
  SYNFIRE_CHECK(false);
}

}  // namespace

size_t SizeOf(DType dtype) { return RowOf(dtype).size; }

absl::string_view Name(DType dtype) { return RowOf(dtype).name; }

absl::StatusOr<DType> DTypeFromName(absl::string_view name) {
  for (const Row& row : kRows) {
    if (name == row.name) return row.dtype;
  }
  return UserError("'", name,
                   "' is no element type; expected f32, f64, bf16, i64, i32 "
                   "or u8");
}

}  // namespace synfire
