// Walks over the non-zero elements of an array.  For sources of cc_isa_library.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_NON_ZEROS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_NON_ZEROS_H_

#include <immintrin.h>

#include <cstdint>

#include "core/host_device.h"

namespace synfire {
namespace SYNFIRE_ISA {

constexpr int kMaskedFloats = 16;

// Bit i: whether x[i] is not 0 (a NaN is not), for 16 elements.
SYNFIRE_HOST_DEVICE uint32_t NonZeros(const float* x) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask(_mm512_loadu_ps(x), _mm512_setzero_ps(),
                            _CMP_NEQ_UQ);
#elif defined(__AVX__)
  const __m256 zero = _mm256_setzero_ps();
  const int low =
      _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(x), zero, _CMP_NEQ_UQ));
  const int high = _mm256_movemask_ps(
      _mm256_cmp_ps(_mm256_loadu_ps(x + 8), zero, _CMP_NEQ_UQ));
  return static_cast<uint32_t>(low | high << 8);
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

// Calls use(i) for each i below `count` at which x[i] is not 0, in order.
template <class Use>
SYNFIRE_HOST_DEVICE void ForNonZeros(const float* x, int64_t count, Use use) {
  int64_t i = 0;
  for (; i + kMaskedFloats <= count; i += kMaskedFloats) {
    for (uint32_t bits = NonZeros(x + i); bits != 0; bits &= bits - 1) {
      use(i + __builtin_ctz(bits));
    }
  }
  for (; i < count; ++i) {
    if (x[i] != 0) use(i);
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_NON_ZEROS_H_
