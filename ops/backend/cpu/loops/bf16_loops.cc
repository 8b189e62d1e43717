// To and from bfloat16.
#include <immintrin.h>

#include <cstring>

#include "core/bf16.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

constexpr uint16_t kOne = 0x3f80;

void Round(const float* x, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = RoundToBf16(x[i]);
}

void FromFloats(const float* __restrict x, int64_t count,
                uint16_t* __restrict y) {
  for (int64_t i = 0; i < count; ++i) y[i] = ToBf16(x[i]);
}

void ToFloats(const uint16_t* __restrict x, int64_t count,
              float* __restrict y) {
  for (int64_t i = 0; i < count; ++i) y[i] = FromBf16(x[i]);
}

SYNFIRE_HOST_DEVICE void EightFromBits(uint8_t bits, uint16_t* y) {
#if defined(__SSE2__)
  const __m128i which = _mm_setr_epi16(1, 2, 4, 8, 16, 32, 64, 128);
  const __m128i set =
      _mm_cmpeq_epi16(_mm_and_si128(_mm_set1_epi16(bits), which), which);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(y),
                   _mm_and_si128(set, _mm_set1_epi16(kOne)));
#else
  for (int i = 0; i < 8; ++i) y[i] = (bits >> i & 1) * kOne;
#endif
}

void FromBits(const uint8_t* bits, int64_t count, uint16_t* y) {
  int64_t i = 0;
#if defined(__AVX512BW__)
  for (; i + 32 <= count; i += 32) {
    uint32_t word;
    std::memcpy(&word, bits + i / 8, sizeof word);
    _mm512_storeu_si512(y + i, _mm512_maskz_set1_epi16(word, kOne));
  }
#endif
  for (; i < count; i += 8) EightFromBits(bits[i / 8], y + i);
}

void FromBytes(const uint8_t* __restrict bytes, int64_t count,
               uint16_t* __restrict y) {
  for (int64_t i = 0; i < count; ++i) {
    y[i] = ToBf16(static_cast<float>(bytes[i]));
  }
}

}  // namespace

extern const Bf16Loops kBf16Loops = {Round, FromFloats, ToFloats, FromBits,
                                     FromBytes};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
