// Normal numbers in plain double arithmetic, with no call to the C library: one
// element and a whole row of them hold the same bits, whatever the compiler
// makes of the loops.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/rng.h"

namespace synfire {
namespace {

constexpr int kBlock = 128;  // elements; their words stay in the first cache

// A word as a signed number, less 2^31: vectors convert only signed integers.
inline double CenteredWord(uint32_t word) {
  return static_cast<double>(static_cast<int32_t>(word ^ 0x80000000u));
}

// ln((word + 1/2) / 2^32), within 2^-51 of its size.
inline double LogOfWord(uint32_t word) {
  // x = m 2^e with m in [sqrt(1/2), sqrt(2)).  The exponent is kept positive
  // by a bias, and becomes a double as the lowest bits of 2^52.
  constexpr uint64_t kSqrtHalf = 0x3FE6A09E667F3BCD;
  constexpr uint64_t kBias = 64;
  constexpr double kTwo52 = 0x1p52;
  const double x = CenteredWord(word) + (0x1p31 + 0.5);
  uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  const uint64_t biased = (bits + (kBias << 52) - kSqrtHalf) >> 52;
  bits = bits + (kBias << 52) - (biased << 52);
  double m;
  std::memcpy(&m, &bits, sizeof m);
  uint64_t exponent_bits;
  std::memcpy(&exponent_bits, &kTwo52, sizeof exponent_bits);
  exponent_bits |= biased;
  double exponent;
  std::memcpy(&exponent, &exponent_bits, sizeof exponent);
  exponent = exponent - kTwo52 - (static_cast<double>(kBias) + 32.0);
  // ln m = 2 artanh(s), by its series.
  const double s = (m - 1.0) / (m + 1.0);
  const double z = s * s;
  double p = 2.0 / 21;
  p = p * z + 2.0 / 19;
  p = p * z + 2.0 / 17;
  p = p * z + 2.0 / 15;
  p = p * z + 2.0 / 13;
  p = p * z + 2.0 / 11;
  p = p * z + 2.0 / 9;
  p = p * z + 2.0 / 7;
  p = p * z + 2.0 / 5;
  p = p * z + 2.0 / 3;
  constexpr double kLn2 = 0.6931471805599453;
  return exponent * kLn2 + (2.0 * s + s * z * p);
}

// cos(2 pi word / 2^32), within 2^-51 of its size.
inline double CosOfWord(uint32_t word) {
  // sin(2 pi y) with y in [-1/4, 1/4], which is exact, by its series.
  const double y = std::fabs(CenteredWord(word) * 0x1p-32) - 0.25;
  const double x = y * 6.283185307179586;
  const double z = x * x;
  double p = -1.0 / 25852016738884976640000.0;  // 1 / 23!
  p = p * z + 1.0 / 51090942171709440000.0;
  p = p * z - 1.0 / 121645100408832000.0;
  p = p * z + 1.0 / 355687428096000.0;
  p = p * z - 1.0 / 1307674368000.0;
  p = p * z + 1.0 / 6227020800.0;
  p = p * z - 1.0 / 39916800.0;
  p = p * z + 1.0 / 362880.0;
  p = p * z - 1.0 / 5040.0;
  p = p * z + 1.0 / 120.0;
  p = p * z - 1.0 / 6.0;
  return x + x * z * p;
}

// Elements first to first + kBlock - 1.
void FillBlock(RandomKey key, uint64_t step, uint64_t first, double* block) {
  uint32_t radius[kBlock], angle[kBlock];
  const uint32_t low = static_cast<uint32_t>(first);
  const uint32_t high = static_cast<uint32_t>(first >> 32);
  for (int i = 0; i < kBlock; ++i) {
    // In 32 bits, so that the loop needs no wider integers.
    const uint32_t index = low + static_cast<uint32_t>(i);
    const uint32_t carry = index < low ? 1 : 0;
    const RandomWords words =
        Philox(key, step, uint64_t{high + carry} << 32 | index);
    radius[i] = words.word[0];
    angle[i] = words.word[1];
  }
  for (int i = 0; i < kBlock; ++i) block[i] = -2.0 * LogOfWord(radius[i]);
  for (int i = 0; i < kBlock; ++i) {
    block[i] = std::sqrt(block[i]) * CosOfWord(angle[i]);
  }
}

}  // namespace

float Normal(RandomKey key, uint64_t step, uint64_t index) {
  const RandomWords words = Philox(key, step, index);
  return static_cast<float>(std::sqrt(-2.0 * LogOfWord(words.word[0])) *
                            CosOfWord(words.word[1]));
}

void Normals(RandomKey key, uint64_t step, uint64_t first, int64_t count,
             float* out) {
  double block[kBlock];
  for (int64_t begin = 0; begin < count; begin += kBlock) {
    FillBlock(key, step, first + begin, block);
    const int64_t n = std::min<int64_t>(kBlock, count - begin);
    for (int64_t i = 0; i < n; ++i) {
      out[begin + i] = static_cast<float>(block[i]);
    }
  }
}

}  // namespace synfire
