// Images, weights and sums into the transformed domain and out of it.
#include "core/simd.h"
#include "ops/backend/cpu/product/panel.h"
#include "ops/backend/cpu/transpose.h"
#include "ops/backend/cpu/winograd/transforms.h"
#include "ops/backend/cpu/winograd/winograd_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

using Lanes = Vec<float, kFloatLanes>;

SYNFIRE_HOST_DEVICE Lanes LoadFirst(const float* from, int64_t count) {
  float lanes[kFloatLanes] = {};
  std::memcpy(lanes, from, sizeof(float) * static_cast<size_t>(count));
  return Lanes::Load(lanes);
}

SYNFIRE_HOST_DEVICE void StoreFirst(Lanes lanes, int64_t count, float* to) {
  float from[kFloatLanes];
  lanes.Store(from);
  std::memcpy(to, from, sizeof(float) * static_cast<size_t>(count));
}

int64_t Clamp(int64_t x, int64_t low, int64_t high) {
  return x < low ? low : x > high ? high : x;
}

alignas(kVectorBytes) constexpr float kZeros[kFloatLanes] = {};

// One axis of what becomes of a tile's pixels, and how many it reads.
template <class T>
struct InputTransform {
  static constexpr int kReads = T::kN, kN = T::kN;
  static SYNFIRE_HOST_DEVICE void Apply(const Lanes* d, Lanes* v) {
    T::Input(d, v);
  }
};
template <class T>
struct OutputGradientTransform {
  static constexpr int kReads = T::kM, kN = T::kN;
  static SYNFIRE_HOST_DEVICE void Apply(const Lanes* d, Lanes* v) {
    T::OutputGradient(d, v);
  }
};

// A tile's rows of pixels; those outside the image are zeros, read without a
// branch: `mask` makes each offset 0.
template <int n>
struct TileRows {
  const float* first[n];
  int64_t mask[n];
  int64_t left, right;  // the columns inside the image
};

// All loops over a tile's columns and rows that hold a transform stay loops:
// unrolled, 36 vectors would go through 16 registers by way of much code.

// `count`: channels, kFloatLanes where kWhole.
template <class F, bool kWhole>
SYNFIRE_HOST_DEVICE void TransformChannels(const ImageTile& t,
                                           const TileRows<F::kReads>& rows,
                                           int64_t c, int64_t count) {
  constexpr int kReads = F::kReads, n = F::kN;
  Lanes half[kReads][n];  // the columns, transformed
#pragma GCC unroll 1
  for (int64_t j = 0; j < kReads; ++j) {
    if (j >= rows.left && j < rows.right) continue;
#pragma GCC unroll 6
    for (int i = 0; i < n; ++i) half[j][i] = Lanes(0.0f);
  }
  int64_t offset = rows.left * t.pixel + c;
#pragma GCC unroll 1
  for (int64_t j = rows.left; j < rows.right; ++j, offset += t.pixel) {
    Lanes d[kReads];
#pragma GCC unroll 6
    for (int i = 0; i < kReads; ++i) {
      const float* const pixel = rows.first[i] + (offset & rows.mask[i]);
      d[i] = kWhole ? Lanes::Load(pixel) : LoadFirst(pixel, count);
    }
    F::Apply(d, half[j]);
  }
  float* to = t.v + c / kPanel * t.panel_step + c % kPanel;
#pragma GCC unroll 1
  for (int i = 0; i < n; ++i, to += n * t.plane) {
    Lanes d[kReads], v[n];
#pragma GCC unroll 6
    for (int j = 0; j < kReads; ++j) d[j] = half[j][i];
    F::Apply(d, v);
#pragma GCC unroll 6
    for (int j = 0; j < n; ++j) v[j].Store(to + j * t.plane);
  }
}

template <class F>
void TransformImage(const ImageTile& t) {
  TileRows<F::kReads> rows;
  for (int i = 0; i < F::kReads; ++i) {
    const bool inside = t.top + i >= 0 && t.top + i < t.height;
    rows.first[i] =
        inside ? t.image + ((t.top + i) * t.width + t.left) * t.pixel : kZeros;
    rows.mask[i] = inside ? -1 : 0;
  }
  rows.left = Clamp(-t.left, 0, F::kReads);
  rows.right = Clamp(t.width - t.left, rows.left, F::kReads);
  int64_t c = 0;
  for (; c + kFloatLanes <= t.channels; c += kFloatLanes) {
    TransformChannels<F, true>(t, rows, c, kFloatLanes);
  }
  if (c < t.channels) {
    TransformChannels<F, false>(t, rows, c, t.channels - c);
  }
}

// Channels whose weights are brought into vectors at a time.
constexpr int64_t kWeightChannels = 8;
constexpr int kTaps = 9;

// Taps that whole blocks hold; the ninth goes by itself.
constexpr int kBlockTaps = kTaps - 1;
static_assert(kBlockTaps % kBlockSide == 0);

// to[c,tap,o], zeros behind the last output.
void GatherWeights(const WeightPanel& w, int64_t first, int64_t channels,
                   float (*to)[kTaps][kPanel]) {
  const int64_t whole = w.outputs / kBlockSide * kBlockSide;
  for (int64_t c = 0; c < channels; ++c) {
    const float* const from = w.weights + (first + c) * w.channel_step;
    for (int64_t o = 0; o < whole; o += kBlockSide) {
      for (int tap = 0; tap < kBlockTaps; tap += kBlockSide) {
        TransposeBlock(from + o * w.output_step + tap, w.output_step,
                       &to[c][tap][o], kPanel);
      }
    }
    for (int64_t o = 0; o < w.outputs; ++o) {
      const float* const taps = from + o * w.output_step;
      for (int tap = o < whole ? kBlockTaps : 0; tap < kTaps; ++tap) {
        to[c][tap][o] = taps[tap];
      }
    }
  }
}

template <class T>
void TransformWeights(const WeightPanel& w) {
  constexpr int n = T::kN;
  float gathered[kWeightChannels][kTaps][kPanel] = {};
  const int first_tap = w.turned ? kTaps - 1 : 0, step = w.turned ? -1 : 1;
  for (int64_t first = 0; first < w.channels; first += kWeightChannels) {
    const int64_t channels = w.channels - first < kWeightChannels
                                 ? w.channels - first
                                 : kWeightChannels;
    GatherWeights(w, first, channels, gathered);
    for (int64_t c = 0; c < channels; ++c) {
      for (int lane = 0; lane < kPanel; lane += kFloatLanes) {
        Lanes half[3][n];  // (G g)^T
#pragma GCC unroll 1
        for (int j = 0; j < 3; ++j) {
          Lanes g[3];
#pragma GCC unroll 3
          for (int i = 0; i < 3; ++i) {
            g[i] =
                Lanes::Load(&gathered[c][first_tap + step * (i * 3 + j)][lane]);
          }
          T::Weights(g, half[j]);
        }
        float* to = w.u + (first + c) * kPanel + lane;
#pragma GCC unroll 1
        for (int i = 0; i < n; ++i, to += n * w.plane) {
          const Lanes g[3] = {half[0][i], half[1][i], half[2][i]};
          Lanes u[n];
          T::Weights(g, u);
#pragma GCC unroll 6
          for (int j = 0; j < n; ++j) u[j].Store(to + j * w.plane);
        }
      }
    }
  }
}

// `count`: channels, kFloatLanes where kWhole.
template <class T, bool kWhole>
SYNFIRE_HOST_DEVICE void TransformSums(const OutputTile& t, int64_t lane,
                                       int64_t count) {
  constexpr int n = T::kN, m = T::kM;
  Lanes half[n][m];  // (A^T m)^T
  const float* from = t.m + lane;
#pragma GCC unroll 1
  for (int j = 0; j < n; ++j, from += t.plane) {
    Lanes sums[n];
#pragma GCC unroll 6
    for (int i = 0; i < n; ++i) sums[i] = Lanes::Load(from + i * n * t.plane);
    T::Output(sums, half[j]);
  }
  const Lanes bias = t.bias == nullptr ? Lanes(0.0f)
                     : kWhole          ? Lanes::Load(t.bias + lane)
                                       : LoadFirst(t.bias + lane, count);
  float* to = t.y + lane;
#pragma GCC unroll 1
  for (int i = 0; i < t.rows; ++i, to += t.row_step) {
    Lanes sums[n], y[m];
#pragma GCC unroll 6
    for (int j = 0; j < n; ++j) sums[j] = half[j][i];
    T::Output(sums, y);
#pragma GCC unroll 4
    for (int j = 0; j < m; ++j) {
      if (j >= t.columns) break;
      float* const pixel = to + j * t.column_step;
      if (kWhole) {
        (y[j] + bias).Store(pixel);
      } else {
        StoreFirst(y[j] + bias, count, pixel);
      }
    }
  }
}

template <class T>
void TransformOutput(const OutputTile& t) {
  int64_t lane = 0;
  for (; lane + kFloatLanes <= t.outputs; lane += kFloatLanes) {
    TransformSums<T, true>(t, lane, kFloatLanes);
  }
  if (lane < t.outputs) TransformSums<T, false>(t, lane, t.outputs - lane);
}

// from[c,tap,o] to the gradient's places.
void ScatterWeights(const float (*from)[kTaps][kPanel], int64_t first,
                    int64_t channels, const WeightGradientPanel& w) {
  const int64_t whole = w.outputs / kBlockSide * kBlockSide;
  for (int64_t c = 0; c < channels; ++c) {
    float* const to = w.gradient + (first + c) * w.channel_step;
    for (int64_t o = 0; o < whole; o += kBlockSide) {
      for (int tap = 0; tap < kBlockTaps; tap += kBlockSide) {
        TransposeBlock(&from[c][tap][o], kPanel, to + o * w.output_step + tap,
                       w.output_step);
      }
    }
    for (int64_t o = 0; o < w.outputs; ++o) {
      float* const taps = to + o * w.output_step;
      for (int tap = o < whole ? kBlockTaps : 0; tap < kTaps; ++tap) {
        taps[tap] = from[c][tap][o];
      }
    }
  }
}

template <class T>
void TransformWeightGradient(const WeightGradientPanel& w) {
  constexpr int n = T::kN;
  float gradient[kWeightChannels][kTaps][kPanel];
  for (int64_t first = 0; first < w.channels; first += kWeightChannels) {
    const int64_t channels = w.channels - first < kWeightChannels
                                 ? w.channels - first
                                 : kWeightChannels;
    for (int64_t c = 0; c < channels; ++c) {
      for (int lane = 0; lane < kPanel; lane += kFloatLanes) {
        Lanes half[n][3];  // (G^T u)^T
        const float* from = w.u + (first + c) * kPanel + lane;
#pragma GCC unroll 1
        for (int j = 0; j < n; ++j, from += w.plane) {
          Lanes u[n];
#pragma GCC unroll 6
          for (int i = 0; i < n; ++i)
            u[i] = Lanes::Load(from + i * n * w.plane);
          T::WeightGradient(u, half[j]);
        }
#pragma GCC unroll 1
        for (int i = 0; i < 3; ++i) {
          Lanes u[n], g[3];
#pragma GCC unroll 6
          for (int j = 0; j < n; ++j) u[j] = half[j][i];
          T::WeightGradient(u, g);
#pragma GCC unroll 3
          for (int j = 0; j < 3; ++j) g[j].Store(&gradient[c][i * 3 + j][lane]);
        }
      }
    }
    ScatterWeights(gradient, first, channels, w);
  }
}

template <int kM>
constexpr WinogradTransforms kTransforms = {
    TransformImage<InputTransform<Transforms<kM>>>,
    TransformImage<OutputGradientTransform<Transforms<kM>>>,
    TransformWeights<Transforms<kM>>, TransformWeightGradient<Transforms<kM>>,
    TransformOutput<Transforms<kM>>};

}  // namespace

const WinogradLoops kWinogradLoops = {kTransforms<2>, kTransforms<4>};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
