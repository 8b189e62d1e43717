// Rows of channels in blocks, so that a block's sums, in double, live on the
// stack and the inner loop of a reference kernel runs over neighbours.
#ifndef SYNFIRE_OPS_NN_BLOCKS_H_
#define SYNFIRE_OPS_NN_BLOCKS_H_

#include <algorithm>
#include <cstdint>

#include "core/parallel.h"

namespace synfire {

constexpr int64_t kBlock = 32;

// Calls body(first, size), size <= kBlock, for blocks that cover [0, count).
template <typename Body>
void ForBlocks(int64_t count, Body&& body) {
  for (int64_t first = 0; first < count; first += kBlock) {
    body(first, std::min(kBlock, count - first));
  }
}

// The same, the blocks spread over threads.
template <typename Body>
void ParallelForBlocks(int64_t count, Body&& body) {
  ParallelFor(count, kBlock, [&](int64_t begin, int64_t end) {
    ForBlocks(end - begin,
              [&](int64_t first, int64_t size) { body(begin + first, size); });
  });
}

// Calls body(i) for each i of [0, count), spread over threads.
template <typename Body>
void ParallelForEach(int64_t count, Body&& body) {
  ParallelFor(count, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) body(i);
  });
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_BLOCKS_H_
