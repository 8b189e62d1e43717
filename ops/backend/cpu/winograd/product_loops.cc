// The matrix products of the transformed domain: where nearly all the time
// goes.
#include "ops/backend/cpu/winograd/isa_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// Tiles whose sums stay in registers: 12 of 16, or 24 of 32, vectors.
constexpr int kMostRows = kVectorBytes == 64 ? 12 : 6;
// Channels summed in a row, then added to the other channels' sums.  Short
// enough for the first cache (a panel of them is 8 or 16 KiB), and summing in
// two levels keeps rounding errors small.
constexpr int64_t kDepth = 128;

template <int kRows>
void Multiply(const float* v, int64_t row, int64_t channels, const float* u,
              bool add, float* m) {
  Lanes sums[kRows][kPanelVectors];
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int i = 0; i < kPanelVectors; ++i) sums[r][i] = Lanes(0.0f);
  }
  for (int64_t c = 0; c < channels; ++c) {
    Lanes weights[kPanelVectors];
#pragma GCC unroll 2
    for (int i = 0; i < kPanelVectors; ++i) {
      weights[i] = Lanes::Load(u + c * kPanel + i * kFloatLanes);
    }
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
      const Lanes value(v[r * row + c]);
#pragma GCC unroll 2
      for (int i = 0; i < kPanelVectors; ++i) {
        sums[r][i] = sums[r][i] + value * weights[i];
      }
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int i = 0; i < kPanelVectors; ++i) {
      float* const to = m + r * kPanel + i * kFloatLanes;
      (add ? Lanes::Load(to) + sums[r][i] : sums[r][i]).Store(to);
    }
  }
}

using MultiplyRows = void (*)(const float*, int64_t, int64_t, const float*,
                              bool, float*);

// By the number of rows.
constexpr MultiplyRows kMultiply[] = {
    nullptr,      Multiply<1>,  Multiply<2>, Multiply<3>,
    Multiply<4>,  Multiply<5>,  Multiply<6>,
#if defined(__AVX512F__)
    Multiply<7>,  Multiply<8>,  Multiply<9>, Multiply<10>,
    Multiply<11>, Multiply<12>,
#endif
};

}  // namespace

void MultiplyBlock(const ProductBlock& b) {
  const int64_t groups = (b.tiles + kMostRows - 1) / kMostRows;
  for (int64_t first = 0; first < b.channels; first += kDepth) {
    const int64_t channels =
        b.channels - first < kDepth ? b.channels - first : kDepth;
    const float* const u = b.u + first * kPanel;
    // Groups as equal as can be: the smallest is still large.
    for (int64_t g = 0, tile = 0; g < groups; ++g) {
      const int64_t rows = b.tiles * (g + 1) / groups - tile;
      kMultiply[rows](b.v + tile * b.row + first, b.row, channels, u, first > 0,
                      b.m + tile * kPanel);
      tile += rows;
    }
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
