// Stores that pass the caches by.
//
// An ordinary store first reads what it overwrites.  Of an array that leaves
// the caches before anyone reads it, that is a third of a copy's traffic.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PAST_CACHES_H_
#define SYNFIRE_OPS_BACKEND_CPU_PAST_CACHES_H_

#include <immintrin.h>

#include <cstdint>

#include "core/simd.h"

namespace synfire {

// Whether an array of so many bytes is not worth a place in the caches.
inline bool GoesPastCaches(int64_t bytes) { return bytes > 24 << 20; }

#ifdef SYNFIRE_ISA
namespace SYNFIRE_ISA {

// REQUIRES: `to` is aligned to the vector.  Others see it after FinishStores.
SYNFIRE_HOST_DEVICE void StorePast(Vec<float, kFloatLanes> value, float* to) {
#if defined(__AVX512F__)
  _mm512_stream_ps(to, value.lanes);
#elif defined(__AVX__)
  _mm256_stream_ps(to, value.lanes);
#else
  _mm_stream_ps(to, value.lanes);
#endif
}

SYNFIRE_HOST_DEVICE void FinishStores() { _mm_sfence(); }

}  // namespace SYNFIRE_ISA
#endif  // SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PAST_CACHES_H_
