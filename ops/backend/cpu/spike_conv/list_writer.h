// Writes down which bits of a mask are set, without a branch for each.  For
// sources of cc_isa_library.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_LIST_WRITER_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_LIST_WRITER_H_

#include <immintrin.h>

#include <cstdint>

#include "core/host_device.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Each takes 16 bits, writes an entry for each that is set, the lowest first,
// and returns how many those are.  It may write up to kListed entries in all.
constexpr int kMaskBits = kListed;

// Whether to look for empty words first: where listing them costs more than a
// branch that is not foreseen.
#if defined(__AVX512F__)
constexpr bool kSkipEmpty = false;
#else
constexpr bool kSkipEmpty = true;
#endif

#if defined(__AVX512F__)

// first + i for bit i.
SYNFIRE_HOST_DEVICE int ListIndices(uint32_t mask, uint32_t first,
                                    uint32_t* entries) {
  const __m512i all = _mm512_add_epi32(
      _mm512_set1_epi32(static_cast<int>(first)),
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  _mm512_storeu_si512(
      entries, _mm512_maskz_compress_epi32(static_cast<__mmask16>(mask), all));
  return __builtin_popcount(mask);
}

// positions[i] for bit i; reads 16 of them.
SYNFIRE_HOST_DEVICE int ListPositions(uint32_t mask, const uint16_t* positions,
                                      uint16_t* entries) {
  const __m512i all = _mm512_maskz_cvtepu16_epi32(
      0xffff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(positions)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(entries),
                      _mm512_maskz_cvtepi32_epi16(
                          0xffff, _mm512_maskz_compress_epi32(
                                      static_cast<__mmask16>(mask), all)));
  return __builtin_popcount(mask);
}

#elif defined(__AVX2__)

// Of each byte, which bits are set, the lowest first.
struct SetBits {
  uint8_t of[256][8] = {};

  constexpr SetBits() {
    for (int byte = 0; byte < 256; ++byte) {
      int count = 0;
      for (int i = 0; i < 8; ++i) {
        if (byte >> i & 1) of[byte][count++] = static_cast<uint8_t>(i);
      }
    }
  }
};
alignas(64) constexpr SetBits kSetBits;

SYNFIRE_HOST_DEVICE __m128i SetBitsOf(uint32_t byte) {
  return _mm_loadl_epi64(
      reinterpret_cast<const __m128i*>(kSetBits.of[byte & 255]));
}

SYNFIRE_HOST_DEVICE int ListIndices(uint32_t mask, uint32_t first,
                                    uint32_t* entries) {
  const auto list = [&](uint32_t byte, uint32_t from, int at) {
    _mm256_storeu_si256(
        reinterpret_cast<__m256i*>(entries + at),
        _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(from)),
                         _mm256_cvtepu8_epi32(SetBitsOf(byte))));
  };
  list(mask, first, 0);
  list(mask >> 8, first + 8, __builtin_popcount(mask & 255));
  return __builtin_popcount(mask);
}

SYNFIRE_HOST_DEVICE int ListPositions(uint32_t mask, const uint16_t* positions,
                                      uint16_t* entries) {
  const auto list = [&](uint32_t byte, const uint16_t* from, int at) {
    // The two bytes of each.
    const __m128i low = _mm_slli_epi16(SetBitsOf(byte), 1);
    const __m128i bytes =
        _mm_unpacklo_epi8(low, _mm_or_si128(low, _mm_set1_epi8(1)));
    _mm_storeu_si128(
        reinterpret_cast<__m128i*>(entries + at),
        _mm_shuffle_epi8(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), bytes));
  };
  list(mask, positions, 0);
  list(mask >> 8, positions + 8, __builtin_popcount(mask & 255));
  return __builtin_popcount(mask);
}

#else

SYNFIRE_HOST_DEVICE int ListIndices(uint32_t mask, uint32_t first,
                                    uint32_t* entries) {
  int count = 0;
  for (; mask != 0; mask &= mask - 1) {
    entries[count++] = first + static_cast<uint32_t>(__builtin_ctz(mask));
  }
  return count;
}

SYNFIRE_HOST_DEVICE int ListPositions(uint32_t mask, const uint16_t* positions,
                                      uint16_t* entries) {
  int count = 0;
  for (; mask != 0; mask &= mask - 1) {
    entries[count++] = positions[__builtin_ctz(mask)];
  }
  return count;
}

#endif

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_LIST_WRITER_H_
