#include "data/safetensors/convert.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "data/safetensors/header.h"

namespace synfire {
namespace {

// Types that C++17 has no name for.
struct Half {
  uint16_t bits;
};
struct Brain {
  uint16_t bits;
};
struct Boolean {
  uint8_t byte;
};

float FromBits(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

float Value(Brain brain) { return FromBits(uint32_t{brain.bits} << 16); }

// 1 sign, 5 exponent (bias 15), 10 fraction bits.  All values are exact floats.
float Value(Half half) {
  const uint32_t sign = uint32_t{half.bits & 0x8000u} << 16;
  const uint32_t exponent = (half.bits >> 10) & 0x1F;
  const uint32_t fraction = half.bits & 0x3FF;
  if (exponent == 0) {  // Zero or subnormal.
    const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  if (exponent == 0x1F) {  // Infinity or NaN.
    return FromBits(sign | 0x7F800000u | fraction << 13);
  }
  return FromBits(sign | (exponent + (127 - 15)) << 23 | fraction << 13);
}

template <typename T>
T Value(T number) {
  return number;
}

absl::Status ElementError(const TensorView& tensor, size_t index,
                          absl::string_view what) {
  return UserError(tensor.file, ": tensor ", QuoteForMessage(tensor.name),
                   ": element ", index, " is ", what);
}

// Why `from` has no place in To, or "".
template <typename To, typename From>
std::string Refusal(From from) {
  if constexpr (std::is_same_v<From, Boolean>) {
    if (from.byte > 1) {
      return absl::StrCat(from.byte, ", expected 0 or 1 in a BOOL");
    }
  } else if constexpr (std::is_same_v<From, double> &&
                       std::is_same_v<To, float>) {
    // From here on rounding to nearest gives infinity.
    if (std::isfinite(from) && std::abs(from) >= 0x1.ffffffp127) {
      return absl::StrCat(from, ", outside the range of float");
    }
  } else if constexpr (std::is_same_v<From, uint64_t> &&
                       std::is_same_v<To, int64_t>) {
    if (from > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
      return absl::StrCat(from, ", expected at most 2^63-1");
    }
  }
  return "";
}

template <typename To, typename From>
absl::StatusOr<std::vector<To>> Convert(const TensorView& tensor) {
  std::vector<To> result(tensor.data.size() / sizeof(From));
  if (result.empty()) return result;
  if constexpr (std::is_same_v<To, From>) {
    std::memcpy(result.data(), tensor.data.data(), tensor.data.size());
  } else {
    for (size_t i = 0; i < result.size(); ++i) {
      From from;
      std::memcpy(&from, tensor.data.data() + i * sizeof(From), sizeof(From));
      const std::string refusal = Refusal<To>(from);
      if (!refusal.empty()) return ElementError(tensor, i, refusal);
      if constexpr (std::is_same_v<From, Boolean>) {
        result[i] = static_cast<To>(from.byte);
      } else {
        result[i] = static_cast<To>(Value(from));
      }
    }
  }
  return result;
}

absl::Status TypeError(const TensorView& tensor, absl::string_view expected) {
  return UserError(tensor.file, ": tensor ", QuoteForMessage(tensor.name),
                   " is ", Name(tensor.dtype), ", expected ", expected);
}

// True, and `*result` set, where the type is one of the integers.
template <typename To>
bool ConvertInteger(const TensorView& tensor,
                    absl::StatusOr<std::vector<To>>* result) {
  switch (tensor.dtype) {
    case StoredType::kI8:
      return *result = Convert<To, int8_t>(tensor), true;
    case StoredType::kU8:
      return *result = Convert<To, uint8_t>(tensor), true;
    case StoredType::kI16:
      return *result = Convert<To, int16_t>(tensor), true;
    case StoredType::kU16:
      return *result = Convert<To, uint16_t>(tensor), true;
    case StoredType::kI32:
      return *result = Convert<To, int32_t>(tensor), true;
    case StoredType::kU32:
      return *result = Convert<To, uint32_t>(tensor), true;
    case StoredType::kI64:
      return *result = Convert<To, int64_t>(tensor), true;
    case StoredType::kU64:
      return *result = Convert<To, uint64_t>(tensor), true;
    default:
      return false;
  }
}

template <typename To>
absl::StatusOr<std::vector<To>> ReadAsReal(const TensorView& tensor) {
  absl::StatusOr<std::vector<To>> result;
  if (ConvertInteger(tensor, &result)) return result;
  switch (tensor.dtype) {
    case StoredType::kF64:
      return Convert<To, double>(tensor);
    case StoredType::kF32:
      return Convert<To, float>(tensor);
    case StoredType::kF16:
      return Convert<To, Half>(tensor);
    case StoredType::kBF16:
      return Convert<To, Brain>(tensor);
    case StoredType::kBool:
      return Convert<To, Boolean>(tensor);
    default:
      return TypeError(tensor, "F64, F32, F16, BF16, BOOL or an integer type");
  }
}

}  // namespace

absl::StatusOr<std::vector<float>> ReadAsF32(const TensorView& tensor) {
  return ReadAsReal<float>(tensor);
}

absl::StatusOr<std::vector<double>> ReadAsF64(const TensorView& tensor) {
  return ReadAsReal<double>(tensor);
}

absl::StatusOr<std::vector<int64_t>> ReadAsI64(const TensorView& tensor) {
  absl::StatusOr<std::vector<int64_t>> result;
  if (ConvertInteger(tensor, &result)) return result;
  return TypeError(tensor,
                   "an integer type: I8, U8, I16, U16, I32, U32, I64 "
                   "or U64");
}

}  // namespace synfire
