// The gradient of a parallel spiking neuron's weights:
//
//   dM[t,j] = sum over neurons n of dh[t,n] x[j,n],   db[t] = sum of dh[t,n]
//
// in f64 and, as ever, two steps: sums of chunks of neurons, then over chunks.
// db stands as column T of dM, [T,T+1]: there x is 1.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_WEIGHT_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_WEIGHT_BODIES_H_

#include "ops/backend/cuda/psn/psn_bodies.h"

namespace synfire {

// partial [chunks, T, T+1].  A block for each chunk and tile of 16x16 elements,
// one a thread: piece by piece, neurons go through shared memory, where 16
// threads read each number.
struct PsnPairsBody {
  static constexpr int kTile = 16, kPiece = 256, kPieces = 8;
  static constexpr int64_t kChunk = kPiece * kPieces;  // neurons
  static constexpr int kThreads = kTile * kTile, kPhases = 2 * kPieces;
  struct Shared {
    // + 1: rows begin in different banks.
    float dh[kTile][kPiece + 1], x[kTile][kPiece + 1];
    double sum[kThreads];
  };

  PsnInput in;
  const float* dh;
  double* partial;

  int64_t blocks() const { return BlocksFor(in.size, kChunk) * tiles(); }
  SYNFIRE_HOST_DEVICE int64_t across() const {
    return BlocksFor(in.mixing.steps + 1, kTile);
  }
  SYNFIRE_HOST_DEVICE int64_t tiles() const {
    return BlocksFor(in.mixing.steps, kTile) * across();
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const int64_t chunk = at.block / tiles(), tile = at.block % tiles();
    const int64_t t0 = tile / across() * kTile, j0 = tile % across() * kTile;
    const int64_t first = chunk * kChunk + kPhase / 2 * kPiece;
    if constexpr (kPhase % 2 == 0) {
      for (int row = 0; row < kTile; ++row) {
        shared->dh[row][at.thread] = GradientAt(t0 + row, first + at.thread);
        shared->x[row][at.thread] = InputAt(j0 + row, first + at.thread);
      }
    } else {
      const int row = at.thread / kTile, column = at.thread % kTile;
      double sum = kPhase == 1 ? 0.0 : shared->sum[at.thread];
      for (int i = 0; i < kPiece; ++i) {
        sum += static_cast<double>(shared->dh[row][i]) * shared->x[column][i];
      }
      shared->sum[at.thread] = sum;
      const int64_t t = t0 + row, j = j0 + column, steps = in.mixing.steps;
      if (kPhase == kPhases - 1 && t < steps && j <= steps) {
        partial[(chunk * steps + t) * (steps + 1) + j] = sum;
      }
    }
  }

 private:
  // Zero beyond the arrays.
  SYNFIRE_HOST_DEVICE float GradientAt(int64_t t, int64_t n) const {
    return t < in.mixing.steps && n < in.size ? dh[t * in.size + n] : 0.0f;
  }
  SYNFIRE_HOST_DEVICE float InputAt(int64_t j, int64_t n) const {
    if (n >= in.size || j > in.mixing.steps) return 0.0f;
    return j == in.mixing.steps ? 1.0f : in.x[j * in.x_stride + n];
  }
};
static_assert(PsnPairsBody::kPiece == PsnPairsBody::kThreads,
              "each thread loads one neuron of a row");

// total [pairs] = the sums over chunks of partial [chunks, pairs].  A block for
// each pair.
struct PsnTotalBody {
  using Shared = BlockSum<double>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  int64_t chunks, pairs;
  const double* partial;
  double* total;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      double sum = 0;
      for (int64_t i = at.thread; i < chunks; i += kThreads) {
        sum += partial[i * pairs + at.block];
      }
      shared->of_thread[at.thread] = sum;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      total[at.block] = shared->Total();
    }
  }
};

// dw and db of total [T,T+1]: a thread for each element of w, then of b.
struct PsnCollapseBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kPsnThreads, kPhases = 1;

  Mixing mixing;
  const double* total;
  float *dw, *db;

  int64_t elements() const {
    return mixing.Weights() + (mixing.taps > 0 ? 1 : mixing.steps);
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t i = at.block * kThreads + at.thread;
    const int64_t weights = mixing.Weights();
    if (i < weights) {
      dw[i] = static_cast<float>(mixing.taps > 0 ? Tap(i) : Weight(i));
    } else if (mixing.taps == 0 && i < weights + mixing.steps) {
      const int t = static_cast<int>(i - weights);
      db[t] = static_cast<float>(Total(t, mixing.steps));
    } else if (mixing.taps > 0 && i == weights) {
      double sum = 0;
      for (int t = 0; t < mixing.steps; ++t) sum += Total(t, mixing.steps);
      db[0] = static_cast<float>(sum);
    }
  }

 private:
  SYNFIRE_HOST_DEVICE double Total(int t, int j) const {
    return total[int64_t{t} * (mixing.steps + 1) + j];
  }
  SYNFIRE_HOST_DEVICE double Weight(int64_t i) const {
    const int t = static_cast<int>(i / mixing.steps);
    const int j = static_cast<int>(i % mixing.steps);
    if (j < mixing.First(t) || j >= mixing.End(t)) return 0;
    return Total(t, j) * mixing.Factor(t, j);
  }
  // Over a diagonal.
  SYNFIRE_HOST_DEVICE double Tap(int64_t i) const {
    const int back = mixing.taps - 1 - static_cast<int>(i);
    double sum = 0;
    for (int t = back; t < mixing.steps; ++t) sum += Total(t, t - back);
    return sum;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_WEIGHT_BODIES_H_
