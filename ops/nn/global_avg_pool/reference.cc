#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/global_avg_pool/global_avg_pool.h"

namespace synfire {
namespace {

template <typename R>
void GlobalAvgPool(int64_t rows, int64_t positions, int64_t channels,
                   const R* x, R* y) {
  ParallelForEach(rows, positions * channels, [&](int64_t row) {
    ForBlocks(channels, [&](int64_t first, int64_t size) {
      double sum[kBlock] = {};
      for (int64_t at = 0; at < positions; ++at) {
        const R* from = x + (row * positions + at) * channels + first;
        for (int64_t j = 0; j < size; ++j) sum[j] += from[j];
      }
      R* to = y + row * channels + first;
      for (int64_t j = 0; j < size; ++j) {
        to[j] = static_cast<R>(sum[j] / positions);
      }
    });
  });
}

template <typename R>
void GlobalAvgPoolGrad(int64_t rows, int64_t positions, int64_t channels,
                       const R* dy, R* dx) {
  ParallelForEach(rows, positions * channels, [&](int64_t row) {
    for (int64_t at = 0; at < positions; ++at) {
      R* to = dx + (row * positions + at) * channels;
      for (int64_t c = 0; c < channels; ++c) {
        to[c] = static_cast<R>(static_cast<double>(dy[row * channels + c]) /
                               positions);
      }
    }
  });
}

}  // namespace

void ReferenceGlobalAvgPool(const KernelProblem& problem,
                            const KernelArgs& args) {
  const Shape& x = problem.input(0).shape;
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    GlobalAvgPool<R>(problem.OutputElements(0) / x[3], x[1] * x[2], x[3],
                     args.Input<R>(0), args.Output<R>(0));
  });
}

void ReferenceGlobalAvgPoolGrad(const KernelProblem& problem,
                                const KernelArgs& args) {
  const Shape& dx = problem.output(0).shape;
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    GlobalAvgPoolGrad<R>(problem.InputElements(0) / dx[3], dx[1] * dx[2], dx[3],
                         args.Input<R>(0), args.Output<R>(0));
  });
}

}  // namespace synfire
