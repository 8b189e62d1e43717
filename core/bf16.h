// bfloat16: the upper half of a float, 8 bits of which are its significand.
#ifndef SYNFIRE_CORE_BF16_H_
#define SYNFIRE_CORE_BF16_H_

#include <cstdint>

#include "core/host_device.h"

namespace synfire {

// The nearest bfloat16, of two the even one.  NaN stays NaN; what is larger
// than the largest becomes infinite; whole numbers up to 256 are exact.
SYNFIRE_HOST_DEVICE uint16_t ToBf16(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  const uint32_t nearest = bits + 0x7fff + (bits >> 16 & 1);
  const uint32_t quiet = bits | 0x00400000;
  // Signed, for which every instruction set has a vector comparison.
  const bool nan = static_cast<int32_t>(bits & 0x7fffffff) > 0x7f800000;
  return static_cast<uint16_t>((nan ? quiet : nearest) >> 16);
}

SYNFIRE_HOST_DEVICE float FromBf16(uint16_t x) {
  const uint32_t bits = static_cast<uint32_t>(x) << 16;
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

SYNFIRE_HOST_DEVICE float RoundToBf16(float x) { return FromBf16(ToBf16(x)); }

}  // namespace synfire

#endif  // SYNFIRE_CORE_BF16_H_
