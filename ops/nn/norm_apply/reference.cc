#include <cmath>

#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/norm_apply/norm_apply.h"

namespace synfire {
namespace {

struct Sizes {
  int64_t rows, channels;
  double epsilon;
};

template <typename R>
void NormApply(const Sizes& s, const R* x, const R* scale, const R* shift,
               const R* mean, const R* variance, R* y) {
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    double slope[kBlock];
    for (int64_t j = 0; j < size; ++j) {
      slope[j] = scale[first + j] / std::sqrt(variance[first + j] + s.epsilon);
    }
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        const double centred = static_cast<double>(x[at + j]) - mean[first + j];
        y[at + j] = static_cast<R>(centred * slope[j] + shift[first + j]);
      }
    }
  });
}

template <typename R>
void NormApplyGrad(const Sizes& s, const R* dy, const R* x, const R* scale,
                   const R* mean, const R* variance, R* dx, R* dscale,
                   R* dshift) {
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    double scale_sum[kBlock] = {}, shift_sum[kBlock] = {}, inverse[kBlock];
    for (int64_t j = 0; j < size; ++j) {
      inverse[j] = 1 / std::sqrt(variance[first + j] + s.epsilon);
    }
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        const double centred = static_cast<double>(x[at + j]) - mean[first + j];
        shift_sum[j] += dy[at + j];
        scale_sum[j] += dy[at + j] * centred * inverse[j];
        dx[at + j] =
            static_cast<R>(dy[at + j] * (scale[first + j] * inverse[j]));
      }
    }
    for (int64_t j = 0; j < size; ++j) {
      dscale[first + j] = static_cast<R>(scale_sum[j]);
      dshift[first + j] = static_cast<R>(shift_sum[j]);
    }
  });
}

Sizes SizesOf(const KernelProblem& problem) {
  const int64_t channels = problem.input(0).shape.back();
  return {problem.InputElements(0) / channels, channels,
          problem.attrs.Float("epsilon")};
}

}  // namespace

void ReferenceNormApply(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    NormApply<R>(SizesOf(problem), args.Input<R>(0), args.Input<R>(1),
                 args.Input<R>(2), args.Input<R>(3), args.Input<R>(4),
                 args.Output<R>(0));
  });
}

void ReferenceNormApplyGrad(const KernelProblem& problem,
                            const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    NormApplyGrad<R>(SizesOf(problem), args.Input<R>(0), args.Input<R>(1),
                     args.Input<R>(2), args.Input<R>(3), args.Input<R>(4),
                     args.Output<R>(0), args.Output<R>(1), args.Output<R>(2));
  });
}

}  // namespace synfire
