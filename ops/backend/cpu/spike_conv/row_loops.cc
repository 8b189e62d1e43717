// Forward: adds a row of weights for each non-zero input.
#include "core/simd.h"
#include "ops/backend/cpu/past_caches.h"
#include "ops/backend/cpu/spike_conv/isa_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

using Lanes = Vec<float, kFloatLanes>;

// Sums that do not wait for each other: an addition takes 3 or 4 cycles, and
// two begin in each.
constexpr int SumsFor(int vectors) { return vectors >= 4 ? 2 : 4; }

template <int kVectors>
SYNFIRE_HOST_DEVICE void Write(const Lanes* sum, bool past_caches, float* y) {
#pragma GCC unroll 16
  for (int v = 0; v < kVectors; ++v) {
    if (past_caches) {
      StorePast(sum[v], y + v * kFloatLanes);
    } else {
      sum[v].Store(y + v * kFloatLanes);
    }
  }
}

template <int kVectors, bool kOnes>
void AddTaps(const TapsOnRow& t) {
  constexpr int kSums = SumsFor(kVectors);
  constexpr int64_t kBlock = kVectors * kFloatLanes;
  const bool whole = t.valid == kBlock;
  float rest[kBlock];
  for (int64_t q = 0; q < t.outputs; ++q) {
    const int64_t first = q * t.stride - t.pad;
    const int64_t begin = first > 0 ? first : 0;
    const int64_t end = first + t.taps < t.width ? first + t.taps : t.width;
    uint32_t i = 0, last = 0;
    if (begin < end) {
      i = t.x.starts[begin];
      last = t.x.starts[end];
    }
    if (i == last && t.start == nullptr) continue;

    float* const pixel = t.y + q * t.pixel;
    if (!whole && t.start == nullptr) {
      std::memcpy(rest, pixel, sizeof(float) * t.valid);
    }
    float* const y = whole ? pixel : rest;
    const float* const before = t.start != nullptr ? t.start : y;
    Lanes sums[kSums][kVectors];
#pragma GCC unroll 16
    for (int v = 0; v < kVectors; ++v) {
      sums[0][v] = Lanes::Load(before + v * kFloatLanes);
    }
    if (i != last) {
#pragma GCC unroll 16
      for (int s = 1; s < kSums; ++s) {
#pragma GCC unroll 16
        for (int v = 0; v < kVectors; ++v) sums[s][v] = Lanes(0.0f);
      }
      const float* const weights = t.weights - first * t.channels * kBlock;
      const auto add = [&](uint32_t entry, Lanes * sum)
          __attribute__((always_inline)) {
        const float* row = weights + t.x.entries[entry] * kBlock;
#pragma GCC unroll 16
        for (int v = 0; v < kVectors; ++v) {
          const Lanes weight = Lanes::Load(row + v * kFloatLanes);
          sum[v] =
              sum[v] + (kOnes ? weight : weight * Lanes(t.x.values[entry]));
        }
      };
      for (; i + kSums <= last; i += kSums) {
#pragma GCC unroll 16
        for (int s = 0; s < kSums; ++s) add(i + s, sums[s]);
      }
      for (; i < last; ++i) add(i, sums[0]);
#pragma GCC unroll 16
      for (int s = 1; s < kSums; ++s) {
#pragma GCC unroll 16
        for (int v = 0; v < kVectors; ++v) {
          sums[0][v] = sums[0][v] + sums[s][v];
        }
      }
    }
    Write<kVectors>(sums[0], t.past_caches, y);
    if (!whole) std::memcpy(pixel, rest, sizeof(float) * t.valid);
  }
  if (t.past_caches) FinishStores();
}

template <int kVectors>
void AddTaps(const TapsOnRow& t) {
  if (t.x.values == nullptr) {
    AddTaps<kVectors, true>(t);
  } else {
    AddTaps<kVectors, false>(t);
  }
}

}  // namespace

void AddTapsOnRow(const TapsOnRow& taps) {
  switch (taps.block / kFloatLanes) {
    case 1:
      return AddTaps<1>(taps);
    case 2:
      return AddTaps<2>(taps);
    default:
      return AddTaps<4>(taps);
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
