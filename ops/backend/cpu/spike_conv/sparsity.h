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

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPARSITY_H_
