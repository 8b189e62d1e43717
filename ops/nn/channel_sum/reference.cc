#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/channel_sum/channel_sum.h"

namespace synfire {
namespace {

template <typename R>
void ChannelSum(int64_t rows, int64_t channels, const R* x, R* y) {
  ParallelForBlocks(channels, rows, [&](int64_t first, int64_t size) {
    double sum[kBlock] = {};
    for (int64_t n = 0; n < rows; ++n) {
      const R* row = x + n * channels + first;
      for (int64_t j = 0; j < size; ++j) sum[j] += row[j];
    }
    for (int64_t j = 0; j < size; ++j) y[first + j] = static_cast<R>(sum[j]);
  });
}

}  // namespace

void ReferenceChannelSum(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t channels = problem.output(0).shape[0];
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    ChannelSum<R>(problem.InputElements(0) / channels, channels,
                  args.Input<R>(0), args.Output<R>(0));
  });
}

}  // namespace synfire
