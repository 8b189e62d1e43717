#include <cstring>

#include "core/host_device.h"
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

// Of kBytes channels, as vectors where that is their size.
template <int kBytes>
SYNFIRE_HOST_DEVICE void MaximumOf(const ByteWindows& w, const uint8_t* x,
                                   uint8_t* best, uint8_t* which) {
  typedef uint8_t Bytes __attribute__((vector_size(kBytes)));
  Bytes most, first = Bytes{} + w.numbers[0];
  std::memcpy(&most, x + w.places[0], kBytes);
  for (int64_t k = 1; k < w.taps; ++k) {
    Bytes tap;
    std::memcpy(&tap, x + w.places[k], kBytes);
    first = tap > most ? Bytes{} + w.numbers[k] : first;
    most = tap > most ? tap : most;
  }
  std::memcpy(best, &most, kBytes);
  std::memcpy(which, &first, kBytes);
}

void MaximumBytes(const ByteWindows& w) {
  constexpr int kWide = 32, kNarrow = 8;
  uint8_t *best = w.best, *which = w.which;
  for (int64_t q = 0; q < w.windows; ++q) {
    const uint8_t* const x = w.x + q * w.step;
    int64_t c = 0;
    for (; c + kWide <= w.channels; c += kWide) {
      MaximumOf<kWide>(w, x + c, best + c, which + c);
    }
    for (; c + kNarrow <= w.channels; c += kNarrow) {
      MaximumOf<kNarrow>(w, x + c, best + c, which + c);
    }
    for (; c < w.channels; ++c) MaximumOf<1>(w, x + c, best + c, which + c);
    best += w.channels;
    which += w.channels;
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
