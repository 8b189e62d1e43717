#include "data/safetensors/stored_type.h"

#include "absl/strings/str_join.h"

namespace synfire {
namespace {

struct Row {
  StoredType type;
  const char* name;
  int bits;
};
constexpr Row kRows[] = {
    {StoredType::kBool, "BOOL", 8},
    {StoredType::kF4, "F4", 4},
    {StoredType::kF6E2M3, "F6_E2M3", 6},
    {StoredType::kF6E3M2, "F6_E3M2", 6},
    {StoredType::kU8, "U8", 8},
    {StoredType::kI8, "I8", 8},
    {StoredType::kF8E5M2, "F8_E5M2", 8},
    {StoredType::kF8E4M3, "F8_E4M3", 8},
    {StoredType::kF8E8M0, "F8_E8M0", 8},
    {StoredType::kF8E4M3Fnuz, "F8_E4M3FNUZ", 8},
    {StoredType::kF8E5M2Fnuz, "F8_E5M2FNUZ", 8},
    {StoredType::kI16, "I16", 16},
    {StoredType::kU16, "U16", 16},
    {StoredType::kF16, "F16", 16},
    {StoredType::kBF16, "BF16", 16},
    {StoredType::kI32, "I32", 32},
    {StoredType::kU32, "U32", 32},
    {StoredType::kF32, "F32", 32},
    {StoredType::kC64, "C64", 64},
    {StoredType::kF64, "F64", 64},
    {StoredType::kI64, "I64", 64},
    {StoredType::kU64, "U64", 64},
};

const Row& RowOf(StoredType type) {
  for (const Row& row : kRows) {
    if (row.type == type) return row;
  }
  SYNFIRE_CHECK(false);
}

}  // namespace

absl::string_view Name(StoredType type) { return RowOf(type).name; }

absl::StatusOr<StoredType> StoredTypeFromName(absl::string_view name) {
  for (const Row& row : kRows) {
    if (name == row.name) return row.type;
  }
  const std::string names = absl::StrJoin(
      kRows, ", ",
      [](std::string* out, const Row& row) { absl::StrAppend(out, row.name); });
  return UserError("'", name, "' is no element type; expected one of ", names);
}

int BitsOf(StoredType type) { return RowOf(type).bits; }

absl::StatusOr<int64_t> BytesOf(StoredType type, const Shape& shape) {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t elements, shape.CheckedSize());
  int64_t bits;
  if (__builtin_mul_overflow(elements, BitsOf(type), &bits)) {
    return UserError("shape ", shape.ToString(), " of ", Name(type),
                     " is too large");
  }
  if (bits % 8 != 0) {
    return UserError("shape ", shape.ToString(), " of ", Name(type),
                     " does not fill a whole number of bytes");
  }
  return bits / 8;
}

}  // namespace synfire
