#include "core/parallel.h"
#include "graph/op/real.h"
#include "ops/nn/dropout/dropout.h"

namespace synfire {
namespace {

constexpr int64_t kGrain = 4096;

template <typename R>
void Dropout(int64_t steps, int64_t size, double probability, RandomKey key,
             uint64_t step, const R* x, R* y) {
  ParallelFor(size, kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const bool keep = Uniform(key, step, i) >= probability;
      for (int64_t at = i; at < steps * size; at += size) {
        y[at] = keep ? static_cast<R>(x[at] / (1 - probability)) : 0;
      }
    }
  });
}

}  // namespace

void ReferenceDropout(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t size = problem.output(0).shape.size();
  const RandomKey key =
      DropoutKey(*args.Input<int64_t>(1), problem.attrs.String("key"));
  const uint64_t step = static_cast<uint64_t>(*args.Input<int64_t>(2));
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    Dropout<R>(problem.OutputElements(0) / size, size,
               problem.attrs.Float("probability"), key, step, args.Input<R>(0),
               args.Output<R>(0));
  });
}

}  // namespace synfire
