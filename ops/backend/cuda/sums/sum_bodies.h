// A sum of counts, deterministic: what is added to what follows from the size
// alone.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_

#include <cstdint>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/sums/block_sum.h"

namespace synfire {

// *out = sum of counts [size].  One block.
struct SumCountsBody {
  using Shared = BlockSum<int64_t>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  const int64_t* counts;
  int64_t size;
  int64_t* out;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      int64_t sum = 0;
      for (int64_t i = at.thread; i < size; i += kThreads) sum += counts[i];
      shared->of_thread[at.thread] = sum;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      *out = shared->Total();
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_
