#include "ops/backend/cpu/spike_conv/sparsity.h"

#include <algorithm>
#include <atomic>

#include "core/parallel.h"

namespace synfire {

Sparsity SparsityOf(const float* x, int64_t size, int64_t most,
                    const SpikeLoops& loops) {
  constexpr int64_t kChunk = 1 << 14;
  std::atomic<int64_t> count{0};
  std::atomic<bool> all_ones{true};
  ParallelFor(size, kChunk, [&](int64_t begin, int64_t end) {
    for (int64_t at = begin; at < end && count <= most; at += kChunk) {
      bool ones = true;
      count += loops.count(x + at, std::min(kChunk, end - at), &ones);
      if (!ones) all_ones = false;
    }
  });
  if (count > most) return Sparsity::kDense;
  return all_ones ? Sparsity::kSpikes : Sparsity::kSparse;
}

}  // namespace synfire
