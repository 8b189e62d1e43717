// Element types and the reading of elements; the parser is in idx_parser.cc.
#include <cstring>

#include "data/byte_order.h"
#include "data/idx/idx.h"

namespace synfire {
namespace {

// The number whose bits are those of `word`.
template <typename Number, typename Word>
double FromBits(Word word) {
  static_assert(sizeof(Number) == sizeof(Word));
  Number number;
  std::memcpy(&number, &word, sizeof(number));
  return number;
}

}  // namespace

absl::string_view Name(IdxType type) {
  switch (type) {
    case IdxType::kU8:
      return "u8";
    case IdxType::kI8:
      return "i8";
    case IdxType::kI16:
      return "i16";
    case IdxType::kI32:
      return "i32";
    case IdxType::kF32:
      return "f32";
    case IdxType::kF64:
      return "f64";
  }
  return "";  // no such type: how the parser tells
}

int SizeOf(IdxType type) {
  switch (type) {
    case IdxType::kU8:
    case IdxType::kI8:
      return 1;
    case IdxType::kI16:
      return 2;
    case IdxType::kI32:
    case IdxType::kF32:
      return 4;
    case IdxType::kF64:
      return 8;
  }
  return 0;
}

bool IsInteger(IdxType type) {
  return type != IdxType::kF32 && type != IdxType::kF64;
}

double IdxArray::Value(int64_t index) const {
  const uint8_t* at = data() + index * SizeOf(type_);
  switch (type_) {
    case IdxType::kU8:
      return *at;
    case IdxType::kI8:
      return FromBits<int8_t>(*at);
    case IdxType::kI16:
      return FromBits<int16_t>(LoadBigEndian<uint16_t>(at));
    case IdxType::kI32:
      return FromBits<int32_t>(LoadBigEndian<uint32_t>(at));
    case IdxType::kF32:
      return FromBits<float>(LoadBigEndian<uint32_t>(at));
    case IdxType::kF64:
      return FromBits<double>(LoadBigEndian<uint64_t>(at));
  }
  return 0;
}

}  // namespace synfire
