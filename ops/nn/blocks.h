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

// Operations for which waking a thread pays.
constexpr int64_t kWorthAThread = 1 << 16;

// Calls body(i) for each i of [0, count), spread over threads; `work` is about
// how many operations one call takes.
template <typename Body>
void ParallelForEach(int64_t count, int64_t work, Body&& body) {
  const int64_t grain = 1 + kWorthAThread / std::max<int64_t>(1, work);
  ParallelFor(count, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) body(i);
  });
}

// ForBlocks with the blocks spread over threads; `work` is of one element.
template <typename Body>
void ParallelForBlocks(int64_t count, int64_t work, Body&& body) {
  const int64_t blocks = (count + kBlock - 1) / kBlock;
  ParallelForEach(blocks, work * kBlock, [&](int64_t block) {
    const int64_t first = block * kBlock;
    body(first, std::min(kBlock, count - first));
  });
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_BLOCKS_H_
