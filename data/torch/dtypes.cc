#include "data/torch/dtypes.h"

namespace synfire {
namespace {

struct Names {
  absl::string_view storage, dtype;  // "" where torch has none
  StoredType type;
};

constexpr Names kNames[] = {
    {"torch.FloatStorage", "torch.float32", StoredType::kF32},
    {"torch.DoubleStorage", "torch.float64", StoredType::kF64},
    {"torch.HalfStorage", "torch.float16", StoredType::kF16},
    {"torch.BFloat16Storage", "torch.bfloat16", StoredType::kBF16},
    {"torch.LongStorage", "torch.int64", StoredType::kI64},
    {"torch.IntStorage", "torch.int32", StoredType::kI32},
    {"torch.ShortStorage", "torch.int16", StoredType::kI16},
    {"torch.CharStorage", "torch.int8", StoredType::kI8},
    {"torch.ByteStorage", "torch.uint8", StoredType::kU8},
    {"torch.BoolStorage", "torch.bool", StoredType::kBool},
    {"torch.ComplexFloatStorage", "torch.complex64", StoredType::kC64},
    // Bytes without a type of their own: the tensor says it.
    {"torch.storage.UntypedStorage", "", StoredType::kU8},
    {"torch.UntypedStorage", "", StoredType::kU8},
    {"", "torch.uint16", StoredType::kU16},
    {"", "torch.uint32", StoredType::kU32},
    {"", "torch.uint64", StoredType::kU64},
    {"", "torch.float8_e4m3fn", StoredType::kF8E4M3},
    {"", "torch.float8_e5m2", StoredType::kF8E5M2},
};

std::optional<StoredType> Find(absl::string_view Names::*field,
                               absl::string_view name) {
  for (const Names& names : kNames) {
    if (!name.empty() && names.*field == name) return names.type;
  }
  return std::nullopt;
}

}  // namespace

std::optional<StoredType> TypeOfTorchStorage(absl::string_view name) {
  return Find(&Names::storage, name);
}

std::optional<StoredType> TypeOfTorchDtype(absl::string_view name) {
  return Find(&Names::dtype, name);
}

}  // namespace synfire
