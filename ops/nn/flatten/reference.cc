#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/flatten/flatten.h"

namespace synfire {
namespace {

// Rows of [positions, channels] become rows of [channels, positions].
template <typename R>
void Transpose(int64_t rows, int64_t positions, int64_t channels, const R* x,
               R* y) {
  ParallelForEach(rows, positions * channels, [&](int64_t row) {
    const R* from = x + row * positions * channels;
    R* to = y + row * positions * channels;
    for (int64_t c = 0; c < channels; ++c) {
      for (int64_t at = 0; at < positions; ++at) {
        *to++ = from[at * channels + c];
      }
    }
  });
}

}  // namespace

void ReferenceFlatten(const KernelProblem& problem, const KernelArgs& args) {
  const Shape& x = problem.input(0).shape;
  const int64_t channels = x.back();
  const int64_t positions = x.size() / (x[0] * channels);
  const int64_t rows = problem.InputElements(0) / (positions * channels);
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    Transpose<R>(rows, positions, channels, args.Input<R>(0),
                 args.Output<R>(0));
  });
}

void ReferenceUnflatten(const KernelProblem& problem, const KernelArgs& args) {
  const Shape& y = problem.output(0).shape;
  const int64_t positions = y[1] * y[2], channels = y[3];
  const int64_t rows = problem.OutputElements(0) / (positions * channels);
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    Transpose<R>(rows, channels, positions, args.Input<R>(0),
                 args.Output<R>(0));
  });
}

}  // namespace synfire
