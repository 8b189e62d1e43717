// How a GPU goes over an array whose element n belongs to channel n % channels.
//
// The array is seen as rows of `width` elements, a multiple of the channels and
// not much less than a warp's vectors: also where there is one channel,
// neighbouring threads read neighbouring elements.  Rows are cut into chunks,
// columns into tiles, and a block has one chunk of one tile.  A thread's
// elements lie in the same columns: what belongs to their channels it reads
// once.  All follows from the sizes alone, never from the device.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SPLIT_H_
#define SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SPLIT_H_

#include <cstdint>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"

namespace synfire {

struct ChannelSplit {
  static constexpr int kColumns = 32, kRows = 8;  // of a block's threads
  static constexpr int kThreads = kColumns * kRows;
  static constexpr int64_t kMaxChunks = 1024, kMinRows = 64;

  int64_t size, channels;
  int lanes;  // neighbouring columns of a thread; divide the channels
  int64_t width, rows, chunks, rows_of_chunk;

  // REQUIRES: channels > 0.
  static ChannelSplit Of(int64_t size, int64_t channels) {
    ChannelSplit split = Wide(size, channels);
    split.width = channels * BlocksFor(kColumns * split.lanes, channels);
    split.rows = BlocksFor(size, split.width);
    const int64_t chunks = BlocksFor(split.rows, kMinRows);
    split.chunks = chunks < kMaxChunks ? chunks : kMaxChunks;
    split.rows_of_chunk =
        split.chunks == 0 ? 0 : BlocksFor(split.rows, split.chunks);
    return split;
  }
  // Chunks of `rows` rows of channels each, such as the pixels of an image.
  // REQUIRES: they divide the array.
  static ChannelSplit OfChunks(int64_t size, int64_t channels, int64_t rows) {
    ChannelSplit split = Wide(size, channels);
    split.width = channels;
    split.rows = size / channels;
    split.rows_of_chunk = rows;
    split.chunks = split.rows / rows;
    return split;
  }

  SYNFIRE_HOST_DEVICE int64_t tiles() const {
    return BlocksFor(width, kColumns * lanes);
  }
  int64_t blocks() const { return chunks * tiles(); }

  SYNFIRE_HOST_DEVICE int64_t ChunkOf(Place at) const {
    return at.block / tiles();
  }
  SYNFIRE_HOST_DEVICE int64_t FirstColumnOf(Place at) const {
    return at.block % tiles() * (kColumns * lanes);
  }
  // The first of the thread's columns; `width` or more: it has none.
  SYNFIRE_HOST_DEVICE int64_t ColumnOf(Place at) const {
    return FirstColumnOf(at) + at.thread % kColumns * lanes;
  }
  // Calls each(n) for the thread's groups of `lanes` elements, one a row.
  // REQUIRES: it has columns.
  template <class Each>
  SYNFIRE_HOST_DEVICE void ForRows(Place at, Each&& each) const {
    const int64_t first = ChunkOf(at) * rows_of_chunk;
    int64_t end = first + rows_of_chunk;
    if (end > rows) end = rows;
    int64_t n = (first + at.thread / kColumns) * width + ColumnOf(at);
    const int64_t past = end * width < size ? end * width : size;
    for (; n < past; n += kRows * width) each(n);
  }

 private:
  static ChannelSplit Wide(int64_t size, int64_t channels) {
    ChannelSplit split = {};
    split.size = size;
    split.channels = channels;
    split.lanes = channels % 4 == 0 ? 4 : 1;
    return split;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SPLIT_H_
