#include <cmath>

#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/max_pool2d/max_pool2d.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {
namespace {

template <typename R>
struct Best {
  R value;
  int64_t tap = -1;

  void Offer(R candidate, int64_t candidate_tap) {
    const bool better = tap < 0 || candidate > value ||
                        (std::isnan(candidate) && !std::isnan(value));
    if (!better) return;
    value = candidate;
    tap = candidate_tap;
  }
};

template <typename R>
Best<R> BestInWindow(const PoolingSizes& s, const R* image, int64_t p,
                     int64_t q, int64_t c) {
  Best<R> best{};
  for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
    const int64_t h = s.window.Source(kHeight, p, kh);
    if (h < 0 || h >= s.full[kHeight]) continue;
    for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
      const int64_t w = s.window.Source(kWidth, q, kw);
      if (w < 0 || w >= s.full[kWidth]) continue;
      best.Offer(image[(h * s.full[kWidth] + w) * s.channels + c],
                 kh * s.window.kernel[kWidth] + kw);
    }
  }
  return best;
}

template <typename R>
void MaxPool(const PoolingSizes& s, const R* x, R* y, uint8_t* argmax) {
  ParallelForEach(s.rows, s.work(), [&](int64_t row) {
    const R* image = x + row * s.full_size();
    int64_t at = row * s.pooled_size();
    for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
      for (int64_t q = 0; q < s.pooled[kWidth]; ++q) {
        for (int64_t c = 0; c < s.channels; ++c, ++at) {
          const Best<R> best = BestInWindow(s, image, p, q, c);
          y[at] = best.value;
          argmax[at] = static_cast<uint8_t>(best.tap);
        }
      }
    }
  });
}

// The sum of dy over the windows whose maximum is at (h, w, c).
template <typename R>
double SumOfWinners(const PoolingSizes& s, const R* dy, const uint8_t* argmax,
                    int64_t h, int64_t w, int64_t c) {
  double sum = 0;
  for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
    const int64_t p = s.window.Reader(kHeight, h, kh, s.pooled[kHeight]);
    if (p < 0) continue;
    for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
      const int64_t q = s.window.Reader(kWidth, w, kw, s.pooled[kWidth]);
      if (q < 0) continue;
      const int64_t at = (p * s.pooled[kWidth] + q) * s.channels + c;
      if (argmax[at] == kh * s.window.kernel[kWidth] + kw) sum += dy[at];
    }
  }
  return sum;
}

template <typename R>
void MaxPoolGrad(const PoolingSizes& s, const R* dy, const uint8_t* argmax,
                 R* dx) {
  ParallelForEach(s.rows, s.work(), [&](int64_t row) {
    const int64_t from = row * s.pooled_size();
    R* to = dx + row * s.full_size();
    for (int64_t h = 0; h < s.full[kHeight]; ++h) {
      for (int64_t w = 0; w < s.full[kWidth]; ++w) {
        for (int64_t c = 0; c < s.channels; ++c) {
          *to++ = static_cast<R>(
              SumOfWinners(s, dy + from, argmax + from, h, w, c));
        }
      }
    }
  });
}

}  // namespace

void ReferenceMaxPool2d(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    MaxPool<R>(SizesOfPooling(problem), args.Input<R>(0), args.Output<R>(0),
               args.Output<uint8_t>(1));
  });
}

void ReferenceMaxPool2dGrad(const KernelProblem& problem,
                            const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    MaxPoolGrad<R>(SizesOfPoolingGrad(problem), args.Input<R>(0),
                   args.Input<uint8_t>(1), args.Output<R>(0));
  });
}

}  // namespace synfire
