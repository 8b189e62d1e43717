// Counting and masking the non-zero elements, and fetching those listed.
#include <immintrin.h>

#include <cstring>

#include "core/host_device.h"
#include "ops/backend/cpu/spike_conv/isa_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

constexpr int kMaskBits = 16;  // at a time

SYNFIRE_HOST_DEVICE uint32_t NonZeros(const float* x) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(x), _mm512_setzero_ps(),
                            _CMP_NEQ_UQ);
#else
  const __m128 zero = _mm_setzero_ps();
  int bits = 0;
  for (int i = 0; i < 4; ++i) {
    bits |= _mm_movemask_ps(_mm_cmpneq_ps(_mm_loadu_ps(x + 4 * i), zero))
            << (4 * i);
  }
  return static_cast<uint32_t>(bits);
#endif
}

SYNFIRE_HOST_DEVICE uint32_t NonZeros(const uint8_t* x) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(x));
  const int zeros =
      _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
  return static_cast<uint32_t>(~zeros) & 0xffff;
}

template <class T>
SYNFIRE_HOST_DEVICE void Mask(const T* x, int64_t count, uint8_t* bits) {
  int64_t i = 0;
  for (; i + kMaskBits <= count; i += kMaskBits) {
    const auto mask = static_cast<uint16_t>(NonZeros(x + i));
    std::memcpy(bits + i / 8, &mask, sizeof mask);
  }
  for (; i < count; i += 8) {
    uint8_t byte = 0;
    for (int64_t j = i; j < count && j < i + 8; ++j) {
      byte = static_cast<uint8_t>(byte | (x[j] != 0) << (j - i));
    }
    bits[i / 8] = byte;
  }
}

}  // namespace

int64_t CountNonZeros(const float* x, int64_t size, bool* ones) {
  int64_t count = 0, others = 0;
  for (int64_t i = 0; i < size; ++i) {
    count += x[i] != 0;
    others += x[i] != 0 && x[i] != 1;
  }
  if (others > 0) *ones = false;
  return count;
}

void MaskFloats(const float* x, int64_t count, uint8_t* bits) {
  Mask(x, count, bits);
}
void MaskBytes(const uint8_t* x, int64_t count, uint8_t* bits) {
  Mask(x, count, bits);
}

void TakeFloats(const float* x, const uint32_t* entries, int64_t count,
                float* values) {
  for (int64_t i = 0; i < count; ++i) values[i] = x[entries[i]];
}
void TakeBytes(const uint8_t* x, const uint32_t* entries, int64_t count,
               float* values) {
  for (int64_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(x[entries[i]]);
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
