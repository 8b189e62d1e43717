// Arrays of any sizes for one launch: a table in the kernel's parameters, by
// which a block finds its chunk of one of them.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_ARRAY_CHUNKS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_ARRAY_CHUNKS_H_

#include "ops/backend/cuda/launch/block.h"

namespace synfire {

// A kernel's parameters, in bytes, on devices of capability 7.0 and newer.
constexpr int kMostParameterBytes = 32764;

// Row has an int64_t `size`, elements of its arrays.
template <class Row, int kMost, int64_t kChunk>
struct ArrayChunks {
  int count;
  Row row[kMost];
  int64_t first_block[kMost];  // of each row, ascending
  int64_t blocks;

  // A row without elements has no block.
  void Add(const Row& added) {
    if (added.size == 0) return;
    row[count] = added;
    first_block[count++] = blocks;
    blocks += BlocksFor(added.size, kChunk);
  }
  bool full() const { return count == kMost; }

  // Of a block: its row, and its elements [first, end) there.
  struct Chunk {
    int row;
    int64_t first, end;
  };
  SYNFIRE_HOST_DEVICE Chunk ChunkOf(int64_t block) const {
    const int found = RowOf(block);
    const int64_t first = (block - first_block[found]) * kChunk;
    const int64_t rest = row[found].size - first;
    return {found, first, first + (rest < kChunk ? rest : kChunk)};
  }

 private:
  SYNFIRE_HOST_DEVICE int RowOf(int64_t block) const {
    int first = 0, last = count - 1;
    while (first < last) {
      const int middle = (first + last + 1) / 2;
      if (first_block[middle] <= block) {
        first = middle;
      } else {
        last = middle - 1;
      }
    }
    return first;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_UPDATES_ARRAY_CHUNKS_H_
