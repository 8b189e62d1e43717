// The sum of a number from each thread of a block, in an order that never
// changes: two phases of a body (ops/backend/cuda/launch/block.h) after the one
// in which each thread gives its number.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_SUMS_BLOCK_SUM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_SUMS_BLOCK_SUM_H_

#include "core/host_device.h"

namespace synfire {

template <class T>
struct BlockSum {
  static constexpr int kThreads = 256, kGroups = 16;

  T of_thread[kThreads];
  T of_group[kGroups];

  // Phase 1: every thread has set of_thread[thread].
  SYNFIRE_HOST_DEVICE void SumGroups(int thread) {
    constexpr int kSize = kThreads / kGroups;
    if (thread >= kGroups) return;
    T sum = of_thread[thread * kSize];
    for (int i = 1; i < kSize; ++i) sum += of_thread[thread * kSize + i];
    of_group[thread] = sum;
  }
  // Phase 2, of one thread.
  SYNFIRE_HOST_DEVICE T Total() const {
    T sum = of_group[0];
    for (int i = 1; i < kGroups; ++i) sum += of_group[i];
    return sum;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_BLOCK_SUM_H_
