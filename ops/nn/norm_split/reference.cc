#include <cmath>

#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/norm_split/norm_split.h"

namespace synfire {
namespace {

struct Sizes {
  int64_t rows, channels;
};

Sizes SizesOf(const KernelProblem& problem, int x) {
  const int64_t channels = problem.input(x).shape.back();
  return {problem.InputElements(x) / channels, channels};
}

template <typename R>
void Moments(const KernelProblem& problem, const KernelArgs& args) {
  const Sizes s = SizesOf(problem, 0);
  const double epsilon = problem.attrs.Float("epsilon");
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    const R* const x = args.Input<R>(0) + first;
    double mean[kBlock] = {}, variance[kBlock] = {};
    for (int64_t n = 0; n < s.rows; ++n) {
      const R* const row = x + n * s.channels;
      for (int64_t j = 0; j < size; ++j) mean[j] += row[j];
    }
    for (int64_t j = 0; j < size; ++j) mean[j] /= s.rows;
    for (int64_t n = 0; n < s.rows; ++n) {
      const R* const row = x + n * s.channels;
      for (int64_t j = 0; j < size; ++j) {
        variance[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
      }
    }
    for (int64_t j = 0; j < size; ++j) {
      const int64_t c = first + j;
      variance[j] /= s.rows;
      const R rounded = static_cast<R>(mean[j]);
      const double slope =
          args.Input<R>(1)[c] / std::sqrt(variance[j] + epsilon);
      args.Output<R>(0)[c] = rounded;
      args.Output<R>(1)[c] = static_cast<R>(variance[j]);
      args.Output<R>(2)[c] = static_cast<R>(slope);
      args.Output<R>(3)[c] =
          static_cast<R>(args.Input<R>(2)[c] - (mean[j] - rounded) * slope);
    }
  });
}

template <typename R>
void Factors(const KernelProblem& problem, const KernelArgs& args) {
  const double epsilon = problem.attrs.Float("epsilon");
  for (int64_t c = 0; c < problem.InputElements(0); ++c) {
    args.Output<R>(0)[c] = static_cast<R>(
        args.Input<R>(0)[c] / std::sqrt(args.Input<R>(3)[c] + epsilon));
    args.Output<R>(1)[c] = args.Input<R>(1)[c];
  }
}

template <typename R>
void InputGrad(const KernelProblem& problem, const KernelArgs& args) {
  const Sizes s = SizesOf(problem, 1);
  const double epsilon = problem.attrs.Float("epsilon");
  ParallelForBlocks(s.channels, s.rows, [&](int64_t first, int64_t size) {
    const R* const mean = args.Input<R>(3) + first;
    double inverse[kBlock], slope[kBlock], d_slope[kBlock], d_offset[kBlock];
    for (int64_t j = 0; j < size; ++j) {
      const int64_t c = first + j;
      inverse[j] = 1 / std::sqrt(args.Input<R>(4)[c] + epsilon);
      slope[j] = args.Input<R>(2)[c] * inverse[j];
      d_slope[j] = args.Input<R>(5)[c] * inverse[j];
      d_offset[j] = args.Input<R>(6)[c];
      args.Output<R>(1)[c] = static_cast<R>(d_slope[j]);
      args.Output<R>(2)[c] = static_cast<R>(d_offset[j]);
    }
    for (int64_t n = 0; n < s.rows; ++n) {
      const int64_t at = n * s.channels + first;
      const R* const dz = args.Input<R>(0) + at;
      const R* const x = args.Input<R>(1) + at;
      for (int64_t j = 0; j < size; ++j) {
        const double z = (static_cast<double>(x[j]) - mean[j]) * inverse[j];
        const double centred = dz[j] - (d_offset[j] + z * d_slope[j]) / s.rows;
        args.Output<R>(0)[at + j] = static_cast<R>(slope[j] * centred);
      }
    }
  });
}

}  // namespace

void ReferenceNormMoments(const KernelProblem& problem,
                          const KernelArgs& args) {
  VisitReal(problem.input(0).dtype,
            [&](auto real) { Moments<decltype(real)>(problem, args); });
}

void ReferenceNormFactors(const KernelProblem& problem,
                          const KernelArgs& args) {
  VisitReal(problem.input(0).dtype,
            [&](auto real) { Factors<decltype(real)>(problem, args); });
}

void ReferenceNormInputGrad(const KernelProblem& problem,
                            const KernelArgs& args) {
  VisitReal(problem.input(0).dtype,
            [&](auto real) { InputGrad<decltype(real)>(problem, args); });
}

}  // namespace synfire
