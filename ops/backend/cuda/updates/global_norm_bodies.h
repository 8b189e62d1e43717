// The L2 norm of many arrays together (ops/optim/clip): one launch for up to
// kMostArrays of them, whatever their sizes, and one for the root.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_GLOBAL_NORM_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_GLOBAL_NORM_BODIES_H_

#include <cmath>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"
#include "ops/backend/cuda/sums/block_sum.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/backend/cuda/updates/array_chunks.h"

namespace synfire {

struct SquaredArray {
  const float* x;  // aligned for vectors
  int64_t size;
};

// partial[block] = the sum of squares of a chunk of one array, in f64: there no
// square of an f32 overflows or vanishes.
struct SumSquaresBody {
  using Shared = BlockSum<double>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;
  static constexpr int kMostArrays = 256;
  static constexpr int64_t kChunk = 16 * kThreads;  // elements

  ArrayChunks<SquaredArray, kMostArrays, kChunk> arrays;
  double* partial;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      const auto chunk = arrays.ChunkOf(at.block);
      shared->of_thread[at.thread] =
          SumOf(arrays.row[chunk.row].x + chunk.first, chunk.end - chunk.first,
                at.thread);
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      partial[at.block] = shared->Total();
    }
  }

 private:
  static SYNFIRE_HOST_DEVICE double SumOf(const float* chunk, int64_t count,
                                          int thread) {
    using R = FloatLanes<4>;
    double sum = 0;
    int64_t n = thread * R::kLanes;
    for (; n + R::kLanes <= count; n += kThreads * R::kLanes) {
      const R v = R::Load(chunk + n);
      SYNFIRE_UNROLL for (double g : v.lane) sum += g * g;
    }
    for (int i = 0; i < R::kLanes && n + i < count; ++i) {
      const double g = chunk[n + i];
      sum += g * g;
    }
    return sum;
  }
};
static_assert(sizeof(SumSquaresBody) <= kMostParameterBytes, "");

// *norm = the root of the sum of squares.
struct StoreRoot {
  float* norm;
  SYNFIRE_HOST_DEVICE void operator()(double sum) const {
    *norm = static_cast<float>(std::sqrt(sum));
  }
};
using RootOfSumBody = SumArrayBody<double, StoreRoot>;

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_UPDATES_GLOBAL_NORM_BODIES_H_
