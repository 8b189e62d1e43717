// How many elements of an array are not zero, as far as it matters.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPARSITY_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPARSITY_H_

#include <cstdint>

#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"

namespace synfire {

enum class Sparsity {
  kDense,   // more than `most` are not 0
  kSpikes,  // the others are all 1
  kSparse
};

// Of the `size` elements of argument `x` at `base`.  Reads them in parallel,
// and no more of them than it takes to say kDense.  The answer does not depend
// on the number of threads.  *density: the share of elements that are not 0, of
// those counted before it said kDense.
Sparsity SparsityOf(const PackedInput& x, const void* base, int64_t size,
                    int64_t most, const SpikeLoops& loops, double* density);

// Lists of channels follow each other in one array.  Channel c's count,
// starts[c + 1], becomes where its list begins: writing the list moves it to
// where that ends.  The first one begins at `first`; returns where the last
// ends.
inline uint32_t CountsToStarts(uint32_t* starts, int64_t channels,
                               uint32_t first) {
  starts[0] = first;
  uint32_t total = first;
  for (int64_t c = 0; c < channels; ++c) {
    const uint32_t count = starts[c + 1];
    starts[c + 1] = total;
    total += count;
  }
  return total;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPARSITY_H_
