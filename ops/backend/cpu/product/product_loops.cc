#include "ops/backend/cpu/product/product_loops.h"

#include "core/simd.h"
#include "ops/backend/cpu/product/panel.h"
#include "ops/backend/cpu/transpose.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

using Lanes = Vec<float, kFloatLanes>;

// Rows whose sums stay in registers: 12 of 16, or 24 of 32, vectors.
constexpr int kMostRows = kVectorBytes == 64 ? 12 : 6;
// sums[r] = sum over d of v[r * row + d * step] * u[d]: kRows rows of a panel,
// stored to m or added to it.
template <int kRows>
SYNFIRE_HOST_DEVICE void Multiply(const float* v, int64_t row, int64_t step,
                                  int64_t depth, const float* u, bool add,
                                  float* m, int64_t m_row) {
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
      float* const to = m + r * m_row + i * kFloatLanes;
      (add ? Lanes::Load(to) + sums[r][i] : sums[r][i]).Store(to);
    }
  }
}

// Calls Multiply with what is known to be 1.
template <bool kRowsApart>
struct Rows {
  template <int kRows>
  static void Run(const ProductBlock& b, int64_t first) {
    const float* const v = b.v + first * (kRowsApart ? b.row : 1);
    Multiply<kRows>(v, kRowsApart ? b.row : 1, kRowsApart ? 1 : b.step, b.depth,
                    b.u, b.add, b.m + first * b.m_row, b.m_row);
  }
};

using MultiplyRows = void (*)(const ProductBlock&, int64_t);

// By the number of rows.
template <class Of>
constexpr MultiplyRows kMultiply[] = {
    nullptr,
    Of::template Run<1>,
    Of::template Run<2>,
    Of::template Run<3>,
    Of::template Run<4>,
    Of::template Run<5>,
    Of::template Run<6>,
#if defined(__AVX512F__)
    Of::template Run<7>,
    Of::template Run<8>,
    Of::template Run<9>,
    Of::template Run<10>,
    Of::template Run<11>,
    Of::template Run<12>,
#endif
};

// Groups of rows are as equal as can be: the smallest is still large.
void MultiplyBlock(const ProductBlock& b) {
  const auto* const multiply =
      b.step == 1 ? kMultiply<Rows<true>> : kMultiply<Rows<false>>;
  const int64_t groups = (b.rows + kMostRows - 1) / kMostRows;
  for (int64_t g = 0, first = 0; g < groups; ++g) {
    const int64_t end = b.rows * (g + 1) / groups;
    multiply[end - first](b, first);
    first = end;
  }
}

void TurnPanel(const TurnedPanel& p) {
  int64_t d = 0;
  for (; d + kBlockSide <= p.depth; d += kBlockSide) {
    float* const u = p.u + d * kPanel;
    int64_t j = 0;
    for (; j + kBlockSide <= p.columns; j += kBlockSide) {
      TransposeBlock(p.from + j * p.step + d, p.step, u + j, kPanel);
    }
    for (; j < kPanel; ++j) {
      for (int i = 0; i < kBlockSide; ++i) {
        u[i * kPanel + j] = j < p.columns ? p.from[j * p.step + d + i] : 0.0f;
      }
    }
  }
  for (; d < p.depth; ++d) {
    for (int64_t j = 0; j < kPanel; ++j) {
      p.u[d * kPanel + j] = j < p.columns ? p.from[j * p.step + d] : 0.0f;
    }
  }
}

// Calls block(c, k) for whole blocks of channels and taps, one(c, k) for the
// others.
template <class Block, class One>
SYNFIRE_HOST_DEVICE void ForBlocks(const WeightTaps& w, Block block, One one) {
  const int64_t channels = w.channels / kBlockSide * kBlockSide;
  const int64_t taps = w.taps / kBlockSide * kBlockSide;
  for (int64_t k = 0; k < w.taps; k += k < taps ? kBlockSide : 1) {
    int64_t c = 0;
    for (; k < taps && c < channels; c += kBlockSide) block(c, k);
    for (; c < w.channels; ++c) {
      for (int64_t i = 0; i < (k < taps ? kBlockSide : 1); ++i) one(c, k + i);
    }
  }
}

void SplitTaps(const WeightTaps& w, const float* weights) {
  ForBlocks(
      w,
      [&](int64_t c, int64_t k) {
        BlockRow r[kBlockSide];
#pragma GCC unroll 8
        for (int i = 0; i < kBlockSide; ++i) {
          r[i] = BlockRow::Load(weights + (c + i) * w.taps + k);
        }
        Transpose(r);
#pragma GCC unroll 8
        for (int i = 0; i < kBlockSide; ++i) r[i].Store(w.by_tap[k + i] + c);
      },
      [&](int64_t c, int64_t k) { w.by_tap[k][c] = weights[c * w.taps + k]; });
}

void JoinTaps(const WeightTaps& w, float* weights) {
  ForBlocks(
      w,
      [&](int64_t c, int64_t k) {
        BlockRow r[kBlockSide];
#pragma GCC unroll 8
        for (int i = 0; i < kBlockSide; ++i) {
          r[i] = BlockRow::Load(w.by_tap[k + i] + c);
        }
        Transpose(r);
#pragma GCC unroll 8
        for (int i = 0; i < kBlockSide; ++i) {
          r[i].Store(weights + (c + i) * w.taps + k);
        }
      },
      [&](int64_t c, int64_t k) { weights[c * w.taps + k] = w.by_tap[k][c]; });
}

void ToPanels(const PanelLine& l) {
  int64_t j = 0;
  float* to = l.to;
  for (; j + kPanel <= l.columns; j += kPanel, to += l.step) {
#pragma GCC unroll 2
    for (int i = 0; i < kPanel; i += kFloatLanes) {
      Lanes::Load(l.from + j + i).Store(to + i);
    }
  }
  if (j == l.columns) return;
  for (int i = 0; i < kPanel; ++i) {
    to[i] = j + i < l.columns ? l.from[j + i] : 0.0f;
  }
}

void FromPanels(const PanelLine& l, const float* bias) {
  int64_t j = 0;
  const float* from = l.from;
  for (; j + kPanel <= l.columns; j += kPanel, from += l.step) {
#pragma GCC unroll 2
    for (int i = 0; i < kPanel; i += kFloatLanes) {
      const Lanes lanes = Lanes::Load(from + i);
      (bias ? lanes + Lanes::Load(bias + j + i) : lanes).Store(l.to + j + i);
    }
  }
  for (int i = 0; j + i < l.columns; ++i) {
    l.to[j + i] = bias ? from[i] + bias[j + i] : from[i];
  }
}

}  // namespace

const ProductLoops kProductLoops = {kPanel,    MultiplyBlock, TurnPanel,
                                    SplitTaps, JoinTaps,      ToPanels,
                                    FromPanels};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
