#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

void Maximum(const float* __restrict x, int64_t channels, uint8_t tap,
             float* __restrict best, uint8_t* __restrict which) {
  for (int64_t c = 0; c < channels; ++c) {
    const bool better =
        (x[c] > best[c]) | ((x[c] != x[c]) & (best[c] == best[c]));
    best[c] = better ? x[c] : best[c];
    which[c] = better ? tap : which[c];
  }
}

void MaximumBytes(const uint8_t* __restrict x, int64_t channels, uint8_t tap,
                  uint8_t* __restrict best, uint8_t* __restrict which) {
  for (int64_t c = 0; c < channels; ++c) {
    const bool better = x[c] > best[c];
    best[c] = better ? x[c] : best[c];
    which[c] = better ? tap : which[c];
  }
}

void AddWinners(const float* __restrict dy, const uint8_t* __restrict which,
                int64_t channels, uint8_t tap, float* __restrict dx) {
  for (int64_t c = 0; c < channels; ++c) {
    dx[c] += which[c] == tap ? dy[c] : 0.0f;
  }
}

void AddScaled(const float* __restrict x, int64_t channels, float factor,
               float* __restrict y) {
  for (int64_t c = 0; c < channels; ++c) y[c] += factor * x[c];
}

}  // namespace

extern const PoolLoops kPoolLoops = {Maximum, MaximumBytes, AddWinners,
                                     AddScaled};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
