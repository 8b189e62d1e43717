#include "graph/op/real.h"
#include "ops/nn/avg_pool2d/avg_pool2d.h"
#include "ops/nn/blocks.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {
namespace {

// Taps of the window at `out` that read inside the image, along one axis.
int64_t TapsInside(const PoolingSizes& s, Axis axis, int64_t out) {
  int64_t inside = 0;
  for (int64_t k = 0; k < s.window.kernel[axis]; ++k) {
    const int64_t source = s.window.Source(axis, out, k);
    inside += source >= 0 && source < s.full[axis];
  }
  return inside;
}

double Count(const PoolingSizes& s, bool include_pad, int64_t p, int64_t q) {
  return static_cast<double>(include_pad ? s.window.taps()
                                         : TapsInside(s, kHeight, p) *
                                               TapsInside(s, kWidth, q));
}

template <typename R>
void AvgPool(const PoolingSizes& s, bool include_pad, const R* x, R* y) {
  const auto sum_at = [&](const R* image, int64_t p, int64_t q, int64_t c) {
    double sum = 0;
    for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
      const int64_t h = s.window.Source(kHeight, p, kh);
      if (h < 0 || h >= s.full[kHeight]) continue;
      for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
        const int64_t w = s.window.Source(kWidth, q, kw);
        if (w < 0 || w >= s.full[kWidth]) continue;
        sum += image[(h * s.full[kWidth] + w) * s.channels + c];
      }
    }
    return sum;
  };
  ParallelForEach(s.rows, s.work(), [&](int64_t row) {
    const R* image = x + row * s.full_size();
    R* to = y + row * s.pooled_size();
    for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
      for (int64_t q = 0; q < s.pooled[kWidth]; ++q) {
        const double count = Count(s, include_pad, p, q);
        for (int64_t c = 0; c < s.channels; ++c) {
          *to++ = static_cast<R>(sum_at(image, p, q, c) / count);
        }
      }
    }
  });
}

template <typename R>
void AvgPoolGrad(const PoolingSizes& s, bool include_pad, const R* dy, R* dx) {
  const auto sum_at = [&](const R* pooled, int64_t h, int64_t w, int64_t c) {
    double sum = 0;
    for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
      const int64_t p = s.window.Reader(kHeight, h, kh, s.pooled[kHeight]);
      if (p < 0) continue;
      for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
        const int64_t q = s.window.Reader(kWidth, w, kw, s.pooled[kWidth]);
        if (q < 0) continue;
        sum += pooled[(p * s.pooled[kWidth] + q) * s.channels + c] /
               Count(s, include_pad, p, q);
      }
    }
    return sum;
  };
  ParallelForEach(s.rows, s.work(), [&](int64_t row) {
    const R* pooled = dy + row * s.pooled_size();
    R* to = dx + row * s.full_size();
    for (int64_t h = 0; h < s.full[kHeight]; ++h) {
      for (int64_t w = 0; w < s.full[kWidth]; ++w) {
        for (int64_t c = 0; c < s.channels; ++c) {
          *to++ = static_cast<R>(sum_at(pooled, h, w, c));
        }
      }
    }
  });
}

}  // namespace

void ReferenceAvgPool2d(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    AvgPool<R>(SizesOfPooling(problem), problem.attrs.Bool("count_include_pad"),
               args.Input<R>(0), args.Output<R>(0));
  });
}

void ReferenceAvgPool2dGrad(const KernelProblem& problem,
                            const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    AvgPoolGrad<R>(SizesOfPoolingGrad(problem),
                   problem.attrs.Bool("count_include_pad"), args.Input<R>(0),
                   args.Output<R>(0));
  });
}

}  // namespace synfire
