// Bodies that move numbers and compute none.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_BODIES_H_

#include "ops/backend/cuda/elements/element_body.h"

namespace synfire {

//   y[t] = x[t - back]  for first <= t < end,  else `fill`
// A thread has kLanes neighbouring elements in all steps.  REQUIRES: kLanes
// divides the size.
template <int kLanes>
struct MoveStepsBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  int64_t size;
  int64_t steps;  // of y
  int64_t first, end, back;
  float fill;
  TimedInput<float> x;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    for (int64_t t = 0; t < steps; ++t) {
      const bool given = first <= t && t < end;
      const R v = given ? R::Load(x.data + (t - back) * x.stride + n) : R(fill);
      v.Store(y + t * size + n);
    }
  }
};

// Matrices [from, to] become [to, from], a block for each tile of each matrix:
// tiles go through shared memory, so that both sides are read and written along
// their rows.
struct TransposeBody {
  static constexpr int kTile = 32, kRows = 8;
  static constexpr int kThreads = kTile * kRows, kPhases = 2;
  struct Shared {
    float tile[kTile][kTile + 1];  // + 1: columns lie in different banks
  };

  int64_t from, to;
  const float* x;
  float* y;

  SYNFIRE_HOST_DEVICE int64_t tiles() const {
    return BlocksFor(from, kTile) * BlocksFor(to, kTile);
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const int64_t across = BlocksFor(to, kTile);
    const int64_t matrix = at.block / tiles(), tile = at.block % tiles();
    const int64_t i0 = tile / across * kTile, j0 = tile % across * kTile;
    const int64_t base = matrix * from * to;
    const int column = at.thread % kTile;
    for (int row = at.thread / kTile; row < kTile; row += kRows) {
      if constexpr (kPhase == 0) {
        const int64_t i = i0 + row, j = j0 + column;
        if (i < from && j < to)
          shared->tile[row][column] = x[base + i * to + j];
      } else {
        const int64_t i = i0 + column, j = j0 + row;
        if (i < from && j < to) {
          y[base + j * from + i] = shared->tile[column][row];
        }
      }
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_BODIES_H_
