// Sums over the elements of each channel, in f64 and two steps, deterministic:
// what is added to what follows from the sizes alone.
//
// What is summed are Terms, numbers made of an element:
//
//   kSums           how many
//   Column<kLanes>  what a thread knows of its columns: made of (terms, first
//                   channel); Add(n, sums) adds elements n and on to
//                   double sums[kSums][kLanes]
//
// and what becomes of the sums says a Finish: operator()(c, sums), where sums
// are kSums f64 of channel c.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SUMS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SUMS_H_

#include "ops/backend/cuda/sums/block_sum.h"
#include "ops/backend/cuda/sums/channel_split.h"

namespace synfire {

// f64 that hold the sums of all chunks.
inline int64_t PartialSums(const ChannelSplit& split, int sums) {
  return sums * split.chunks * split.width;
}

// partial [sums, chunks, width] = the sums of each chunk of rows.
// REQUIRES: kLanes is split.lanes.
template <class Terms, int kLanes>
struct ChannelSumsBody {
  static constexpr int kColumns = ChannelSplit::kColumns * kLanes,
                       kRows = ChannelSplit::kRows;
  static constexpr int kThreads = ChannelSplit::kThreads, kPhases = 2;
  struct Shared {
    double sum[Terms::kSums][kRows][kColumns];
  };

  ChannelSplit split;
  Terms terms;
  double* partial;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      double sums[Terms::kSums][kLanes] = {};
      const int64_t column = split.ColumnOf(at);
      if (column < split.width) {
        const typename Terms::template Column<kLanes> of_column(
            terms, column % split.channels);
        split.ForRows(at, [&](int64_t n) { of_column.Add(n, sums); });
      }
      const int row = at.thread / ChannelSplit::kColumns;
      const int first = at.thread % ChannelSplit::kColumns * kLanes;
      SYNFIRE_UNROLL for (int i = 0; i < Terms::kSums; ++i) {
        SYNFIRE_UNROLL for (int j = 0; j < kLanes; ++j) {
          shared->sum[i][row][first + j] = sums[i][j];
        }
      }
    } else {
      const int64_t column = split.FirstColumnOf(at) + at.thread;
      if (at.thread >= kColumns || column >= split.width) return;
      double* to = partial + split.ChunkOf(at) * split.width + column;
      SYNFIRE_UNROLL for (int i = 0; i < Terms::kSums; ++i) {
        double sum = 0;
        for (int row = 0; row < kRows; ++row) {
          sum += shared->sum[i][row][at.thread];
        }
        *to = sum;
        to += split.chunks * split.width;
      }
    }
  }
};

// Adds up the chunks and calls the Finish.  A block for each channel.
template <int kSums, class Finish>
struct FinishSumsBody {
  static constexpr int kThreads = BlockSum<double>::kThreads, kPhases = 3;
  struct Shared {
    BlockSum<double> of[kSums];
  };

  ChannelSplit split;
  const double* partial;
  Finish finish;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      SYNFIRE_UNROLL for (int i = 0; i < kSums; ++i) {
        shared->of[i].of_thread[at.thread] = SumOf(at, i);
      }
    } else if constexpr (kPhase == 1) {
      SYNFIRE_UNROLL for (int i = 0; i < kSums; ++i) {
        shared->of[i].SumGroups(at.thread);
      }
    } else if (at.thread == 0) {
      double sums[kSums];
      SYNFIRE_UNROLL for (int i = 0; i < kSums; ++i) {
        sums[i] = shared->of[i].Total();
      }
      finish(at.block, sums);
    }
  }

 private:
  SYNFIRE_HOST_DEVICE double SumOf(Place at, int i) const {
    // Partial sums of channel c are c, c + channels, ..
    const int64_t all = split.chunks * split.width;
    const double* const of_channel = partial + i * all + at.block;
    double sum = 0;
    for (int64_t n = at.thread; n < all / split.channels; n += kThreads) {
      sum += of_channel[n * split.channels];
    }
    return sum;
  }
};

// scratch: PartialSums(split, Terms::kSums) f64.
template <class Terms, class Launcher>
void LaunchPartialSums(const ChannelSplit& split, const Terms& terms,
                       double* scratch, Launcher* launcher) {
  if (split.lanes == 4) {
    launcher->Launch(ChannelSumsBody<Terms, 4>{split, terms, scratch},
                     split.blocks());
  } else {
    launcher->Launch(ChannelSumsBody<Terms, 1>{split, terms, scratch},
                     split.blocks());
  }
}
template <class Terms, class Finish, class Launcher>
void LaunchChannelSums(const ChannelSplit& split, const Terms& terms,
                       const Finish& finish, double* scratch,
                       Launcher* launcher) {
  LaunchPartialSums(split, terms, scratch, launcher);
  launcher->Launch(FinishSumsBody<Terms::kSums, Finish>{split, scratch, finish},
                   split.channels);
}

// The elements themselves.
struct PlainTerms {
  static constexpr int kSums = 1;
  const float* x;

  template <int kLanes>
  class Column {
   public:
    SYNFIRE_HOST_DEVICE Column(const PlainTerms& terms, int64_t)
        : x_(terms.x) {}
    SYNFIRE_HOST_DEVICE void Add(int64_t n, double (*sums)[kLanes]) const {
      const auto x = FloatLanes<kLanes>::Load(x_ + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) sums[0][i] += x.lane[i];
    }

   private:
    const float* const x_;
  };
};

// out[c] = the sum.
struct StoreSum {
  float* out;  // [channels]
  SYNFIRE_HOST_DEVICE void operator()(int64_t c, const double* sums) const {
    out[c] = static_cast<float>(sums[0]);
  }
};

// out [channels] = the sums of in [size].
template <class Launcher>
void LaunchPlainSums(const ChannelSplit& split, const float* in,
                     double* scratch, float* out, Launcher* launcher) {
  LaunchChannelSums(split, PlainTerms{in}, StoreSum{out}, scratch, launcher);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_SUMS_CHANNEL_SUMS_H_
