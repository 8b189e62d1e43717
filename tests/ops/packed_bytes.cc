#include "tests/ops/packed_bytes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/bf16.h"
#include "tests/ops/evaluate.h"

namespace synfire {
namespace {

Bytes ToHalves(const std::vector<double>& values) {
  Bytes bytes(values.size() * sizeof(uint16_t));
  for (size_t i = 0; i < values.size(); ++i) {
    const uint16_t half = ToBf16(static_cast<float>(values[i]));
    std::memcpy(&bytes[i * sizeof half], &half, sizeof half);
  }
  return bytes;
}

std::vector<double> FromHalves(const Bytes& bytes) {
  std::vector<double> values(bytes.size() / sizeof(uint16_t));
  for (size_t i = 0; i < values.size(); ++i) {
    uint16_t half;
    std::memcpy(&half, &bytes[i * sizeof half], sizeof half);
    values[i] = FromBf16(half);
  }
  return values;
}

}  // namespace

bool FitsForm(const Type& type, const Bytes& plain, Form form) {
  if (form == Form::kPlain) return true;
  if (type.dtype != DType::kF32 || type.shape.rank() == 0 ||
      type.shape.size() == 0 || type.shape.back() % 8 != 0) {
    return false;
  }
  const double most = form == Form::kBits ? 1 : 255;
  const std::vector<double> values = ToDoubles(type.dtype, plain);
  return std::all_of(values.begin(), values.end(), [&](double v) {
    return v >= 0 && v <= most && v == std::floor(v);
  });
}

Bytes Pack(const Bytes& plain, Form form) {
  if (form == Form::kPlain) return plain;
  const std::vector<double> values = ToDoubles(DType::kF32, plain);
  if (form == Form::kBytes) return FromDoubles(DType::kU8, values);
  if (form == Form::kBf16) return ToHalves(values);
  Bytes bits((values.size() + 7) / 8, 0);
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] != 0)
      bits[i / 8] = static_cast<char>(bits[i / 8] | 1 << i % 8);
  }
  return bits;
}

Bytes Unpack(const Bytes& packed, int64_t elements, Form form) {
  if (form == Form::kPlain) return packed;
  if (form == Form::kBytes) {
    return FromDoubles(DType::kF32, ToDoubles(DType::kU8, packed));
  }
  if (form == Form::kBf16) {
    return FromDoubles(DType::kF32, FromHalves(packed));
  }
  std::vector<double> values(elements);
  for (int64_t i = 0; i < elements; ++i) values[i] = packed[i / 8] >> i % 8 & 1;
  return FromDoubles(DType::kF32, values);
}

}  // namespace synfire
