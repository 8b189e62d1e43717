// Sums over a whole array, deterministic: what is added to what follows from
// the sizes alone.
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

// Sums over the elements n of one channel, n % channels, in two steps.  The
// array is seen as rows of `width` elements, a multiple of the channels and not
// much less than a warp: also where there is one channel, neighbouring threads
// read neighbouring elements.
struct PeriodicSplit {
  static constexpr int kColumns = 32, kRows = 8;  // of a block's threads
  static constexpr int64_t kMaxChunks = 256, kMinRows = 64;

  int64_t size, channels, width, rows, chunks, rows_of_chunk;

  // REQUIRES: channels > 0.
  static PeriodicSplit Of(int64_t size, int64_t channels) {
    PeriodicSplit split;
    split.size = size;
    split.channels = channels;
    split.width = channels * BlocksFor(kColumns, channels);
    split.rows = BlocksFor(size, split.width);
    const int64_t chunks = BlocksFor(split.rows, kMinRows);
    split.chunks = chunks < kMaxChunks ? chunks : kMaxChunks;
    split.rows_of_chunk =
        split.chunks == 0 ? 0 : BlocksFor(split.rows, split.chunks);
    return split;
  }
  SYNFIRE_HOST_DEVICE int64_t tiles() const {
    return BlocksFor(width, kColumns);
  }
  int64_t partials() const { return chunks * width; }
};

// partial [chunks, width] = the sums of each chunk of rows.  A block for each
// chunk and tile of columns.
struct PeriodicSumBody {
  static constexpr int kColumns = PeriodicSplit::kColumns,
                       kRows = PeriodicSplit::kRows;
  static constexpr int kThreads = kColumns * kRows, kPhases = 2;
  struct Shared {
    double of_thread[kThreads];
  };

  PeriodicSplit split;
  const float* in;  // [size]
  double* partial;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const int64_t tile = at.block % split.tiles();
    const int64_t chunk = at.block / split.tiles();
    const int64_t column = tile * kColumns + at.thread % kColumns;
    if constexpr (kPhase == 0) {
      const int64_t first = chunk * split.rows_of_chunk;
      int64_t end = first + split.rows_of_chunk;
      if (end > split.rows) end = split.rows;
      double sum = 0;
      for (int64_t row = first + at.thread / kColumns;
           row < end && column < split.width; row += kRows) {
        const int64_t n = row * split.width + column;
        if (n < split.size) sum += static_cast<double>(in[n]);
      }
      shared->of_thread[at.thread] = sum;
    } else if (at.thread < kColumns && column < split.width) {
      double sum = 0;
      for (int row = 0; row < kRows; ++row) {
        sum += shared->of_thread[row * kColumns + at.thread];
      }
      partial[chunk * split.width + column] = sum;
    }
  }
};

// out[c] = the sum of channel c's partial sums.  A block for each channel.
struct FinishSumBody {
  using Shared = BlockSum<double>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  PeriodicSplit split;
  const double* partial;
  float* out;  // [channels]

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      // Partial sums of channel c are c, c + channels, ..
      const int64_t count = split.chunks * (split.width / split.channels);
      double sum = 0;
      for (int64_t i = at.thread; i < count; i += kThreads) {
        sum += partial[at.block + i * split.channels];
      }
      shared->of_thread[at.thread] = sum;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      out[at.block] = static_cast<float>(shared->Total());
    }
  }
};

// out [channels] = the sums of in [size]; scratch: split.partials() doubles.
template <class Launcher>
void LaunchPeriodicSum(const PeriodicSplit& split, const float* in,
                       double* scratch, float* out, Launcher* launcher) {
  launcher->Launch(PeriodicSumBody{split, in, scratch},
                   split.chunks * split.tiles());
  launcher->Launch(FinishSumBody{split, scratch, out}, split.channels);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_SUM_BODIES_H_
