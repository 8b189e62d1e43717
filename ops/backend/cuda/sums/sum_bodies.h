// The sum of an array, deterministic: what is added to what follows from the
// size alone.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_

#include <cstdint>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/sums/block_sum.h"

namespace synfire {

// finish(sum of from [count]), by one thread.  One block.
template <class Number, class Finish>
struct SumArrayBody {
  using Shared = BlockSum<Number>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  const Number* from;
  int64_t count;
  Finish finish;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      Number sum = 0;
      for (int64_t i = at.thread; i < count; i += kThreads) sum += from[i];
      shared->of_thread[at.thread] = sum;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      finish(shared->Total());
    }
  }
};

// *out = the sum.
struct StoreCount {
  int64_t* out;
  SYNFIRE_HOST_DEVICE void operator()(int64_t sum) const { *out = sum; }
};
using SumCountsBody = SumArrayBody<int64_t, StoreCount>;

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_
