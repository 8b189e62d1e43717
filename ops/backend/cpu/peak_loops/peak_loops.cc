#include "ops/backend/cpu/peak_loops/peak_loops.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/simd.h"
#include "ops/backend/cpu/past_caches.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

typedef float Floats __attribute__((vector_size(kVectorBytes)));
typedef int32_t Ints __attribute__((vector_size(kVectorBytes)));

// More than latency times issue width of any unit, few enough for registers.
constexpr int kChains = 12;

float MultiplyAdd(int64_t rounds) {
  Floats chain[kChains];
  for (int c = 0; c < kChains; ++c) chain[c] = Floats{} + 1e-3f * (c + 1);
  const Floats scale = Floats{} + 0.999f, shift = Floats{} + 1e-3f;
  for (int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) chain[c] = chain[c] * scale + shift;
  }
  Floats sum{};
  for (int c = 0; c < kChains; ++c) sum += chain[c];
  return sum[0];
}

// Vectors of a turn of the loops below.
constexpr int kTurn = 8;
static_assert(1024 % (kTurn * kVectorBytes) == 0, "the callers' multiple");

int32_t Read(const void* from, int64_t bytes) {
  const Ints* const v = static_cast<const Ints*>(from);
  Ints mixed[kTurn] = {};
  for (int64_t i = 0; i < bytes / kVectorBytes; i += kTurn) {
#pragma GCC unroll 8
    for (int k = 0; k < kTurn; ++k) mixed[k] ^= v[i + k];
  }
  Ints all{};
  for (int k = 0; k < kTurn; ++k) all ^= mixed[k];
  return all[0];
}

void Copy(const void* from, void* to, int64_t bytes) {
  const Ints* const v = static_cast<const Ints*>(from);
  Ints* const w = static_cast<Ints*>(to);
  for (int64_t i = 0; i < bytes / kVectorBytes; i += kTurn) {
#pragma GCC unroll 8
    for (int k = 0; k < kTurn; ++k) w[i + k] = v[i + k];
  }
}

void Stream(const void* from, void* to, int64_t bytes) {
  using Lanes = Vec<float, kFloatLanes>;
  const float* const v = static_cast<const float*>(from);
  float* const w = static_cast<float*>(to);
  for (int64_t i = 0; i < bytes / kVectorBytes; i += kTurn) {
#pragma GCC unroll 8
    for (int k = 0; k < kTurn; ++k) {
      StorePast(Lanes::Load(v + (i + k) * kFloatLanes),
                w + (i + k) * kFloatLanes);
    }
  }
  FinishStores();  // else the stores are not over when this returns
}

}  // namespace

extern const PeakLoops kPeakLoops = {MultiplyAdd, 2.0 * kChains* kFloatLanes,
                                     Read, Copy, Stream};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
