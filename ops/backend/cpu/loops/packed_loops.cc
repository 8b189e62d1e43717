// Between floats and the packed forms.
#include <immintrin.h>

#include <cstring>

#include "core/host_device.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

#if defined(__AVX512F__)

SYNFIRE_HOST_DEVICE void EightFromBits(uint8_t bits, float* x) {
  _mm256_storeu_ps(x, _mm256_maskz_mov_ps(bits, _mm256_set1_ps(1.0f)));
}
SYNFIRE_HOST_DEVICE uint8_t EightToBits(const float* x) {
  return static_cast<uint8_t>(
      _mm256_cmp_ps_mask(_mm256_loadu_ps(x), _mm256_setzero_ps(), _CMP_NEQ_UQ));
}

#elif defined(__AVX2__)

SYNFIRE_HOST_DEVICE void EightFromBits(uint8_t bits, float* x) {
  const __m256i which = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
  const __m256i set = _mm256_cmpeq_epi32(
      _mm256_and_si256(_mm256_set1_epi32(bits), which), which);
  _mm256_storeu_ps(
      x, _mm256_and_ps(_mm256_castsi256_ps(set), _mm256_set1_ps(1.0f)));
}
SYNFIRE_HOST_DEVICE uint8_t EightToBits(const float* x) {
  return static_cast<uint8_t>(_mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(x), _mm256_setzero_ps(), _CMP_NEQ_UQ)));
}

#else

SYNFIRE_HOST_DEVICE void EightFromBits(uint8_t bits, float* x) {
  for (int i = 0; i < 8; ++i) x[i] = static_cast<float>(bits >> i & 1);
}
SYNFIRE_HOST_DEVICE uint8_t EightToBits(const float* x) {
  const __m128 zero = _mm_setzero_ps();
  const int low = _mm_movemask_ps(_mm_cmpneq_ps(_mm_loadu_ps(x), zero));
  const int high = _mm_movemask_ps(_mm_cmpneq_ps(_mm_loadu_ps(x + 4), zero));
  return static_cast<uint8_t>(low | high << 4);
}

#endif

void FromBits(const uint8_t* bits, int64_t count, float* x) {
  for (int64_t i = 0; i < count; i += 8) EightFromBits(bits[i / 8], x + i);
}

// Of up to eight elements; the bits behind the last are 0.
template <class T>
SYNFIRE_HOST_DEVICE uint8_t FewToBits(const T* x, int64_t count) {
  uint8_t byte = 0;
  for (int64_t i = 0; i < count && i < 8; ++i) {
    byte = static_cast<uint8_t>(byte | (x[i] != 0) << i);
  }
  return byte;
}

void ToBits(const float* x, int64_t count, uint8_t* bits) {
  int64_t i = 0;
  for (; i + 8 <= count; i += 8) bits[i / 8] = EightToBits(x + i);
  if (i < count) bits[i / 8] = FewToBits(x + i, count - i);
}

int64_t CountBits(const uint8_t* bits, int64_t count) {
  const int64_t bytes = count / 8;
  int64_t total = 0, i = 0;
  for (; i + 8 <= bytes; i += 8) {
    uint64_t word;
    std::memcpy(&word, bits + i, sizeof word);
    total += __builtin_popcountll(word);
  }
  for (; i < bytes; ++i) total += __builtin_popcount(bits[i]);
  return total;
}

void FromBytes(const uint8_t* __restrict bytes, int64_t count,
               float* __restrict x) {
  for (int64_t i = 0; i < count; ++i) x[i] = static_cast<float>(bytes[i]);
}

void ToBytes(const float* __restrict x, int64_t count,
             uint8_t* __restrict bytes) {
  for (int64_t i = 0; i < count; ++i) {
    bytes[i] = static_cast<uint8_t>(static_cast<int32_t>(x[i]));
  }
}

#if defined(__AVX512BW__)

constexpr int64_t kSpread = 64;  // bits at a time
SYNFIRE_HOST_DEVICE void Spread(const uint8_t* bits, uint8_t* bytes) {
  uint64_t mask;
  std::memcpy(&mask, bits, sizeof mask);
  _mm512_storeu_si512(bytes, _mm512_maskz_mov_epi8(mask, _mm512_set1_epi8(1)));
}
SYNFIRE_HOST_DEVICE void Gather(const uint8_t* bytes, uint8_t* bits) {
  const __m512i x = _mm512_loadu_si512(bytes);
  const uint64_t mask = _mm512_test_epi8_mask(x, x);
  std::memcpy(bits, &mask, sizeof mask);
}

#elif defined(__AVX2__)

constexpr int64_t kSpread = 32;
SYNFIRE_HOST_DEVICE void Spread(const uint8_t* bits, uint8_t* bytes) {
  int32_t word;
  std::memcpy(&word, bits, sizeof word);
  // Byte i / 8 of the word to byte i; then its bit i % 8.
  const __m256i which = _mm256_setr_epi64x(
      0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i bit =
      _mm256_set1_epi64x(static_cast<int64_t>(0x8040201008040201));
  const __m256i set = _mm256_and_si256(
      _mm256_shuffle_epi8(_mm256_set1_epi32(word), which), bit);
  _mm256_storeu_si256(
      reinterpret_cast<__m256i*>(bytes),
      _mm256_and_si256(_mm256_cmpeq_epi8(set, bit), _mm256_set1_epi8(1)));
}
SYNFIRE_HOST_DEVICE void Gather(const uint8_t* bytes, uint8_t* bits) {
  const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const int mask =
      ~_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_setzero_si256()));
  std::memcpy(bits, &mask, sizeof mask);
}

#else

constexpr int64_t kSpread = 8;
SYNFIRE_HOST_DEVICE void Spread(const uint8_t* bits, uint8_t* bytes) {
  for (int i = 0; i < 8; ++i) {
    bytes[i] = static_cast<uint8_t>(*bits >> i & 1);
  }
}
SYNFIRE_HOST_DEVICE void Gather(const uint8_t* bytes, uint8_t* bits) {
  const __m128i x = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes));
  *bits = static_cast<uint8_t>(
      ~_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_setzero_si128())));
}

#endif

void SpreadBits(const uint8_t* bits, int64_t count, uint8_t* bytes) {
  int64_t i = 0;
  for (; i + kSpread <= count; i += kSpread) Spread(bits + i / 8, bytes + i);
  for (; i < count; ++i) {
    bytes[i] = static_cast<uint8_t>(bits[i / 8] >> i % 8 & 1);
  }
}

void GatherBits(const uint8_t* bytes, int64_t count, uint8_t* bits) {
  int64_t i = 0;
  for (; i + kSpread <= count; i += kSpread) Gather(bytes + i, bits + i / 8);
  for (; i < count; i += 8) bits[i / 8] = FewToBits(bytes + i, count - i);
}

// y may be one of the two.
void AddBytes(const uint8_t* a, const uint8_t* b, int64_t count, uint8_t* y) {
#pragma GCC ivdep
  for (int64_t i = 0; i < count; ++i) y[i] = static_cast<uint8_t>(a[i] + b[i]);
}

void AndBits(const uint8_t* a, const uint8_t* b, int64_t count, uint8_t* y) {
#pragma GCC ivdep
  for (int64_t i = 0; i < count / 8; ++i) y[i] = a[i] & b[i];
}

void AndNotBits(const uint8_t* a, const uint8_t* b, int64_t count, uint8_t* y) {
#pragma GCC ivdep
  for (int64_t i = 0; i < count / 8; ++i) {
    y[i] = static_cast<uint8_t>(~a[i] & b[i]);
  }
}

// In blocks whose counts fit a byte, so that 32 are counted at a time.
int64_t CountBytes(const uint8_t* bytes, int64_t count, bool* ones) {
  constexpr int64_t kBlock = 32 * 255;
  int64_t total = 0;
  uint8_t most = 0;
  for (int64_t first = 0; first < count; first += kBlock) {
    const int64_t last = first + kBlock < count ? first + kBlock : count;
    uint8_t counts[32] = {};
    int64_t i = first;
    for (; i + 32 <= last; i += 32) {
      for (int j = 0; j < 32; ++j) counts[j] += bytes[i + j] != 0;
    }
    for (; i < last; ++i) total += bytes[i] != 0;
    for (int j = 0; j < 32; ++j) total += counts[j];
  }
  for (int64_t i = 0; i < count; ++i) most = most > bytes[i] ? most : bytes[i];
  if (most > 1) *ones = false;
  return total;
}

}  // namespace

extern const PackedLoops kPackedLoops = {
    FromBits,   ToBits,   CountBits, FromBytes,  ToBytes,   SpreadBits,
    GatherBits, AddBytes, AndBits,   AndNotBits, CountBytes};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
