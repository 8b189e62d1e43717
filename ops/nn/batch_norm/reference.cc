#include <cmath>

#include "graph/op/real.h"
#include "ops/nn/batch_norm/batch_norm.h"
#include "ops/nn/blocks.h"

namespace synfire {
namespace {

struct Sizes {
  int64_t rows, channels;
  double epsilon;
};

template <typename R>
void BatchNorm(const Sizes& s, const R* x, const R* scale, const R* shift, R* y,
               R* mean_out, R* variance_out) {
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    double mean[kBlock] = {}, variance[kBlock] = {};
    for (int64_t n = 0; n < s.rows; ++n) {
      const R* row = x + n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) mean[j] += row[j];
    }
    for (int64_t j = 0; j < size; ++j) mean[j] /= s.rows;
    for (int64_t n = 0; n < s.rows; ++n) {
      const R* row = x + n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        variance[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
    }
    double slope[kBlock];
    for (int64_t j = 0; j < size; ++j) {
      variance[j] /= s.rows;
      slope[j] = scale[first + j] / std::sqrt(variance[j] + s.epsilon);
      mean_out[first + j] = static_cast<R>(mean[j]);
      variance_out[first + j] = static_cast<R>(variance[j]);
    }
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        y[at + j] =
            static_cast<R>((x[at + j] - mean[j]) * slope[j] + shift[first + j]);
      }
    }
  });
}

template <typename R>
void BatchNormGrad(const Sizes& s, const R* dy, const R* x, const R* scale,
                   const R* mean, const R* variance, R* dx, R* dscale,
                   R* dshift) {
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    double scale_sum[kBlock] = {}, shift_sum[kBlock] = {}, inverse[kBlock];
    for (int64_t j = 0; j < size; ++j) {
      inverse[j] = 1 / std::sqrt(variance[first + j] + s.epsilon);
    }
    const auto normalised = [&](int64_t at, int64_t j) {
      return (static_cast<double>(x[at + j]) - mean[first + j]) * inverse[j];
    };
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        shift_sum[j] += dy[at + j];
        scale_sum[j] += dy[at + j] * normalised(at, j);
      }
    }
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      for (int64_t j = 0; j < size; ++j) {
        const double centred = dy[at + j] - shift_sum[j] / s.rows -
                               normalised(at, j) * scale_sum[j] / s.rows;
        dx[at + j] = static_cast<R>(scale[first + j] * inverse[j] * centred);
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

void ReferenceBatchNorm(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    BatchNorm<R>(SizesOf(problem), args.Input<R>(0), args.Input<R>(1),
                 args.Input<R>(2), args.Output<R>(0), args.Output<R>(1),
                 args.Output<R>(2));
  });
}

void ReferenceBatchNormGrad(const KernelProblem& problem,
                            const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    BatchNormGrad<R>(SizesOf(problem), args.Input<R>(0), args.Input<R>(1),
                     args.Input<R>(2), args.Input<R>(3), args.Input<R>(4),
                     args.Output<R>(0), args.Output<R>(1), args.Output<R>(2));
  });
}

}  // namespace synfire
