// Losses and the count of correct rows (ops/loss): scores [rows, classes] and
// labels [rows].  A block has a row; what rows come to is added up by one
// block.  Sums are in f64.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_BODIES_H_

#include <cmath>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/sums/block_sum.h"
#include "ops/backend/cuda/sums/sum_bodies.h"

namespace synfire {

struct LabelledScores {
  int64_t rows, classes;
  const float* scores;
  const int64_t* labels;

  SYNFIRE_HOST_DEVICE const float* Row(int64_t n) const {
    return scores + n * classes;
  }
  SYNFIRE_HOST_DEVICE bool HasLabel(int64_t n) const {
    return labels[n] >= 0 && labels[n] < classes;
  }
  // 1 for the label's class, 0 for others; NaN for all if there is no such
  // class.
  SYNFIRE_HOST_DEVICE double OneHot(int64_t n, int64_t k) const {
    return HasLabel(n) ? (k == labels[n] ? 1.0 : 0.0) : std::nan("");
  }
};

// log of the sum of exp over a row, in phases 0 to 4 of a body: each thread
// takes classes thread, thread + kThreads, ..
struct LogSumExp {
  using Sum = BlockSum<double>;
  static constexpr int kThreads = Sum::kThreads, kPhases = 4;

  float largest[kThreads];
  Sum sum;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(const float* row, int64_t classes, int thread) {
    if constexpr (kPhase == 0) {
      // Threads without a class repeat the first.
      float best = row[thread < classes ? thread : 0];
      for (int64_t k = thread; k < classes; k += kThreads) {
        if (row[k] > best) best = row[k];
      }
      largest[thread] = best;
    } else if constexpr (kPhase == 1) {
      if (thread != 0) return;
      float best = largest[0];
      for (float other : largest) {
        if (other > best) best = other;
      }
      largest[0] = best;
    } else if constexpr (kPhase == 2) {
      double terms = 0;
      for (int64_t k = thread; k < classes; k += kThreads) {
        terms += std::exp(static_cast<double>(row[k]) - largest[0]);
      }
      sum.of_thread[thread] = terms;
    } else if constexpr (kPhase == 3) {
      sum.SumGroups(thread);
    }
  }
  // After phase 3.
  SYNFIRE_HOST_DEVICE double Value() const {
    return largest[0] + std::log(sum.Total());
  }
};

// Softmax cross entropy; `smoothing` as in ops/loss/cross_entropy.
struct SmoothedTarget {
  double smoothing;
  SYNFIRE_HOST_DEVICE double Of(const LabelledScores& in, int64_t n,
                                int64_t k) const {
    const double hot = in.OneHot(n, k);
    return hot * (1 - smoothing) + smoothing / in.classes;
  }
};

// row_loss[n] = - sum over k of q[n,k] log p[n,k].
struct CrossEntropyBody {
  static constexpr int kThreads = LogSumExp::kThreads, kPhases = 7;
  struct Shared {
    LogSumExp log_sum;
    BlockSum<double> loss;
  };

  LabelledScores in;
  SmoothedTarget target;
  double* row_loss;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const float* const row = in.Row(at.block);
    if constexpr (kPhase < LogSumExp::kPhases) {
      shared->log_sum.template Run<kPhase>(row, in.classes, at.thread);
    } else if constexpr (kPhase == 4) {
      const double total = shared->log_sum.Value();
      double loss = 0;
      for (int64_t k = at.thread; k < in.classes; k += kThreads) {
        const double q = target.Of(in, at.block, k);
        // Without the test, an impossible class that is not the target would
        // give 0 * infinity.
        if (q != 0) loss -= q * (row[k] - total);
      }
      shared->loss.of_thread[at.thread] = loss;
    } else if constexpr (kPhase == 5) {
      shared->loss.SumGroups(at.thread);
    } else if (at.thread == 0) {
      row_loss[at.block] = shared->loss.Total();
    }
  }
};

// dlogits = dloss / rows (p - q).
struct CrossEntropyGradBody {
  using Shared = LogSumExp;
  static constexpr int kThreads = LogSumExp::kThreads, kPhases = 5;

  LabelledScores in;
  SmoothedTarget target;
  const float* dloss;
  float* dlogits;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const float* const row = in.Row(at.block);
    if constexpr (kPhase < LogSumExp::kPhases) {
      shared->template Run<kPhase>(row, in.classes, at.thread);
    } else {
      const double scale = *dloss / static_cast<double>(in.rows);
      const double total = shared->Value();
      float* const to = dlogits + at.block * in.classes;
      for (int64_t k = at.thread; k < in.classes; k += kThreads) {
        const double p = std::exp(row[k] - total);
        to[k] = static_cast<float>(scale * (p - target.Of(in, at.block, k)));
      }
    }
  }
};

// row_loss[n] = sum over k of (rates - target)^2.
struct MseRateBody {
  using Shared = BlockSum<double>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  LabelledScores in;
  double* row_loss;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      double sum = 0;
      for (int64_t k = at.thread; k < in.classes; k += kThreads) {
        const double distance = in.Row(at.block)[k] - in.OneHot(at.block, k);
        sum += distance * distance;
      }
      shared->of_thread[at.thread] = sum;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      row_loss[at.block] = shared->Total();
    }
  }
};

struct MseRateGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = 256, kPhases = 1;

  LabelledScores in;
  const float* dloss;
  float* drates;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const double scale =
        2.0 * *dloss / static_cast<double>(in.rows * in.classes);
    for (int64_t k = at.thread; k < in.classes; k += kThreads) {
      drates[at.block * in.classes + k] = static_cast<float>(
          scale * (in.Row(at.block)[k] - in.OneHot(at.block, k)));
    }
  }
};

// *loss = sum of the rows' losses / divisor.
struct StoreMeanLoss {
  double divisor;
  float* loss;
  SYNFIRE_HOST_DEVICE void operator()(double sum) const {
    *loss = static_cast<float>(sum / divisor);
  }
};
using MeanLossBody = SumArrayBody<double, StoreMeanLoss>;

// correct[n] = 1 where the label's score is the first of the largest, else 0.
struct CorrectRowBody {
  using Shared = BlockSum<int64_t>;
  static constexpr int kThreads = Shared::kThreads, kPhases = 3;

  LabelledScores in;
  int64_t* correct;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      shared->of_thread[at.thread] =
          in.HasLabel(at.block) ? NotBelow(at) : int64_t{1};
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      correct[at.block] = shared->Total() == 0 ? 1 : 0;
    }
  }

 private:
  // Of the thread's classes, how many are not below the label's.  In this form
  // a NaN on either side is not.
  SYNFIRE_HOST_DEVICE int64_t NotBelow(Place at) const {
    const float* const row = in.Row(at.block);
    const int64_t label = in.labels[at.block];
    int64_t count = 0;
    for (int64_t k = at.thread; k < in.classes; k += kThreads) {
      const bool below = k < label ? row[k] < row[label] : row[k] <= row[label];
      count += below ? 0 : 1;
    }
    return count;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_BODIES_H_
