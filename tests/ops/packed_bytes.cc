#include "tests/ops/packed_bytes.h"

#include <algorithm>
#include <cmath>

#include "tests/ops/evaluate.h"

namespace synfire {

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
  std::vector<double> values(elements);
  for (int64_t i = 0; i < elements; ++i) values[i] = packed[i / 8] >> i % 8 & 1;
  return FromDoubles(DType::kF32, values);
}

}  // namespace synfire
