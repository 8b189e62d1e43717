// Weight gradient: adds a row of dy to each tap for each non-zero input.
#include "core/simd.h"
#include "ops/backend/cpu/spike_conv/isa_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// A block of dy is as many vectors.
constexpr int kLanes =
    kFloatLanes < kGradientBlock ? kFloatLanes : int{kGradientBlock};
using Lanes = Vec<float, kLanes>;

// Entries at a time, each with sums of its own: enough additions that do not
// wait for each other.
constexpr int EntriesFor(int taps) { return taps >= 6 ? 1 : taps >= 3 ? 2 : 4; }

template <int kTaps, bool kOnes>
void AddTaps(const TapsOfTile& t) {
  constexpr int kEntries = EntriesFor(kTaps);
  int64_t back[kTaps];
  for (int k = 0; k < kTaps; ++k) back[k] = t.back[k] * kGradientBlock;
  for (int64_t c = 0; c < t.channels; ++c) {
    const uint32_t first = t.starts[c], last = t.starts[c + 1];
    if (first == last) continue;
    float* const gradient = t.gradient + c * kTaps * kGradientBlock;
    for (int64_t lane = 0; lane < kGradientBlock; lane += kLanes) {
      const float* const dy = t.dy + lane;
      Lanes sums[kEntries][kTaps];
#pragma GCC unroll 16
      for (int k = 0; k < kTaps; ++k) {
        sums[0][k] = Lanes::Load(gradient + k * kGradientBlock + lane);
#pragma GCC unroll 16
        for (int e = 1; e < kEntries; ++e) sums[e][k] = Lanes(0.0f);
      }
      const auto add = [&](uint32_t entry, Lanes * sum)
          __attribute__((always_inline)) {
        const float* row = dy + t.entries[entry] * kGradientBlock;
#pragma GCC unroll 16
        for (int k = 0; k < kTaps; ++k) {
          const Lanes from = Lanes::Load(row - back[k]);
          sum[k] = sum[k] + (kOnes ? from : from * Lanes(t.values[entry]));
        }
      };
      uint32_t i = first;
      for (; i + kEntries <= last; i += kEntries) {
#pragma GCC unroll 16
        for (int e = 0; e < kEntries; ++e) add(i + e, sums[e]);
      }
      for (; i < last; ++i) add(i, sums[0]);
#pragma GCC unroll 16
      for (int k = 0; k < kTaps; ++k) {
        Lanes sum = sums[0][k];
#pragma GCC unroll 16
        for (int e = 1; e < kEntries; ++e) sum = sum + sums[e][k];
        sum.Store(gradient + k * kGradientBlock + lane);
      }
    }
  }
}

template <int kTaps>
void AddTaps(const TapsOfTile& t) {
  if (t.values == nullptr) {
    AddTaps<kTaps, true>(t);
  } else {
    AddTaps<kTaps, false>(t);
  }
}

}  // namespace

void AddTapsOfTile(const TapsOfTile& taps) {
  switch (taps.taps) {
    case 1:
      return AddTaps<1>(taps);
    case 2:
      return AddTaps<2>(taps);
    case 3:
      return AddTaps<3>(taps);
    case 4:
      return AddTaps<4>(taps);
    case 6:
      return AddTaps<6>(taps);
    default:
      return AddTaps<9>(taps);
  }
}

const SpikeLoops kSpikeLoops = {
    kFloatLanes, PackWeights, WriteGradient, CountNonZeros, ListRows,
    TakeFloats,  TakeBytes,   AddTapsOnRow,  ListTile,      AddTapsOfTile};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
