// The matrix products of the transformed domain: where nearly all the time
// goes.
#include "ops/backend/cpu/winograd/isa_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// Tiles whose sums stay in registers: 12 of 16, or 24 of 32, vectors.
constexpr int kMostRows = kVectorBytes == 64 ? 12 : 6;
// sums[r] = sum over d of v[r * row + d * step] * u[d]: kRows rows of a panel,
// stored to m or added to it.
template <int kRows>
SYNFIRE_HOST_DEVICE void Multiply(const float* v, int64_t row, int64_t step,
                                  int64_t depth, const float* u, bool add,
                                  float* m) {
  Lanes sums[kRows][kPanelVectors];
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int i = 0; i < kPanelVectors; ++i) sums[r][i] = Lanes(0.0f);
  }
  for (int64_t d = 0; d < depth; ++d) {
    Lanes panel[kPanelVectors];
#pragma GCC unroll 2
    for (int i = 0; i < kPanelVectors; ++i) {
      panel[i] = Lanes::Load(u + d * kPanel + i * kFloatLanes);
    }
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
      const Lanes value(v[r * row + d * step]);
#pragma GCC unroll 2
      for (int i = 0; i < kPanelVectors; ++i) {
        sums[r][i] = sums[r][i] + value * panel[i];
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

// Rows of v are tiles, the sum goes over its columns, channels.
struct ByTiles {
  template <int kRows>
  static void Run(const float* v, int64_t row, int64_t depth, const float* u,
                  bool add, float* m) {
    Multiply<kRows>(v, row, 1, depth, u, add, m);
  }
};
// Rows are the channels of a panel, the sum goes over tiles.
struct ByChannels {
  template <int kRows>
  static void Run(const float* v, int64_t, int64_t depth, const float* u,
                  bool add, float* m) {
    Multiply<kRows>(v, 1, kPanel, depth, u, add, m);
  }
};

using MultiplyRows = void (*)(const float*, int64_t, int64_t, const float*,
                              bool, float*);

// By the number of rows.
template <class By>
constexpr MultiplyRows kMultiply[] = {
    nullptr,
    By::template Run<1>,
    By::template Run<2>,
    By::template Run<3>,
    By::template Run<4>,
    By::template Run<5>,
    By::template Run<6>,
#if defined(__AVX512F__)
    By::template Run<7>,
    By::template Run<8>,
    By::template Run<9>,
    By::template Run<10>,
    By::template Run<11>,
    By::template Run<12>,
#endif
};

// Calls multiply(first, rows) for groups as equal as can be: the smallest is
// still large.
template <class Function>
SYNFIRE_HOST_DEVICE void ForGroups(int64_t rows, Function multiply) {
  const int64_t groups = (rows + kMostRows - 1) / kMostRows;
  for (int64_t g = 0, first = 0; g < groups; ++g) {
    const int64_t end = rows * (g + 1) / groups;
    multiply(first, end - first);
    first = end;
  }
}

}  // namespace

void MultiplyBlock(const ProductBlock& b) {
  ForGroups(b.tiles, [&](int64_t tile, int64_t rows) {
    kMultiply<ByTiles>[rows](b.v + tile * b.row, b.row, b.channels, b.u, b.add,
                             b.m + tile * kPanel);
  });
}

void MultiplyGradientBlock(const GradientBlock& b) {
  ForGroups(b.channels, [&](int64_t channel, int64_t rows) {
    kMultiply<ByChannels>[rows](b.v + channel, 0, b.tiles, b.w, b.add,
                                b.u + channel * kPanel);
  });
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
