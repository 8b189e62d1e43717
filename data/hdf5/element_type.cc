#include "data/hdf5/element_type.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace synfire {
namespace {

// How IEEE 754 lays out its numbers.
struct RealFormat {
  uint64_t size, exponent_at, exponent_bits, fraction_bits, bias;
};
constexpr RealFormat kReals[] = {
    {2, 10, 5, 10, 15}, {4, 23, 8, 23, 127}, {8, 52, 11, 52, 1023}};

absl::Status ReadInteger(Hdf5Block* message, uint64_t bits, Hdf5Type* type) {
  type->type = Hdf5Type::kInteger;
  type->big_endian = (bits & 1) != 0;
  type->is_signed = (bits & 8) != 0;
  const uint64_t offset = message->Number(2);
  const uint64_t precision = message->Number(2);
  SYNFIRE_RETURN_IF_ERROR(message->status());
  const bool whole =
      type->size == 1 || type->size == 2 || type->size == 4 || type->size == 8;
  if (whole && offset == 0 && precision == type->size * 8) {
    return absl::OkStatus();
  }
  return message->Wrong("integers of ", precision, " bits in ", type->size,
                        " bytes, expected 8, 16, 32 or 64 bits");
}

absl::Status ReadReal(Hdf5Block* message, uint64_t bits, Hdf5Type* type) {
  type->type = Hdf5Type::kReal;
  type->big_endian = (bits & 1) != 0;
  const uint64_t sign_at = bits >> 8 & 0xFF;
  const uint64_t offset = message->Number(2);
  const uint64_t precision = message->Number(2);
  const uint64_t exponent_at = message->Number(1);
  const uint64_t exponent_bits = message->Number(1);
  const uint64_t fraction_at = message->Number(1);
  const uint64_t fraction_bits = message->Number(1);
  const uint64_t bias = message->Number(4);
  SYNFIRE_RETURN_IF_ERROR(message->status());
  const bool vax = (bits & 0x40) != 0;
  for (const RealFormat& real : kReals) {
    if (!vax && type->size == real.size && offset == 0 && fraction_at == 0 &&
        precision == 8 * real.size && sign_at == precision - 1 &&
        exponent_at == real.exponent_at &&
        exponent_bits == real.exponent_bits &&
        fraction_bits == real.fraction_bits && bias == real.bias) {
      return absl::OkStatus();
    }
  }
  return message->Wrong("real numbers of ", type->size,
                        " bytes that are not IEEE half, single or double");
}

double FromHalf(uint16_t bits) {
  const int exponent = bits >> 10 & 0x1F;
  const int fraction = bits & 0x3FF;
  double value;
  if (exponent == 0x1F) {
    value = fraction == 0 ? std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(fraction + 0x400, exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -value : value;
}

uint64_t Bits(const Hdf5Type& type, const uint8_t* bytes) {
  uint64_t number = 0;
  for (uint64_t i = 0; i < type.size; ++i) {
    number = number << 8 | bytes[type.big_endian ? i : type.size - 1 - i];
  }
  return number;
}

}  // namespace

std::string ToString(const Hdf5Type& type) {
  std::string text = absl::StrCat(type.size, "-byte ");
  switch (type.type) {
    case Hdf5Type::kInteger:
      text += "integers";
      break;
    case Hdf5Type::kReal:
      text += "reals";
      break;
    case Hdf5Type::kText:
    case Hdf5Type::kLongText:
      return "texts";
  }
  return type.rows ? "variable-length arrays of " + text : text;
}

absl::StatusOr<Hdf5Type> ReadHdf5Type(Hdf5Block message) {
  const uint64_t version_and_class = message.Number(1);
  const uint64_t bits = message.Number(3);
  Hdf5Type type;
  type.size = message.Number(4);
  SYNFIRE_RETURN_IF_ERROR(message.status());
  switch (version_and_class & 0xF) {
    case 0:
      SYNFIRE_RETURN_IF_ERROR(ReadInteger(&message, bits, &type));
      return type;
    case 1:
      SYNFIRE_RETURN_IF_ERROR(ReadReal(&message, bits, &type));
      return type;
    case 3:
      type.type = Hdf5Type::kText;
      if (type.size > 0) return type;
      return message.Wrong("texts of 0 characters");
    case 9: {
      if (type.size != 16) {
        return message.Wrong("references of ", type.size,
                             " bytes, expected 16");
      }
      if ((bits & 0xF) == 1) {
        type.type = Hdf5Type::kLongText;
        type.size = 1;
      } else {
        SYNFIRE_ASSIGN_OR_RETURN(type,
                                 ReadHdf5Type(message.Inner(message.left())));
        if (type.rows) return message.Wrong("arrays of arrays are not read");
      }
      type.rows = true;
      return type;
    }
    default:
      return message.Wrong("elements of HDF5's type class ",
                           version_and_class & 0xF,
                           ", expected integers, reals, texts or "
                           "variable-length arrays of these");
  }
}

int64_t Hdf5Integer(const Hdf5Type& type, const uint8_t* bytes) {
  uint64_t bits = Bits(type, bytes);
  if (type.is_signed && type.size < 8 && bits >> (8 * type.size - 1) != 0) {
    bits |= ~uint64_t{0} << (8 * type.size);
  }
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  if (!type.is_signed && bits > kMost) bits = kMost;
  return static_cast<int64_t>(bits);
}

double Hdf5Real(const Hdf5Type& type, const uint8_t* bytes) {
  if (type.type == Hdf5Type::kInteger) {
    return static_cast<double>(Hdf5Integer(type, bytes));
  }
  const uint64_t bits = Bits(type, bytes);
  if (type.size == 2) return FromHalf(static_cast<uint16_t>(bits));
  if (type.size == 4) {
    const uint32_t word = static_cast<uint32_t>(bits);
    float value;
    std::memcpy(&value, &word, sizeof(value));
    return value;
  }
  double value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

}  // namespace synfire
