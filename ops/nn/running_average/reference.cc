#include "graph/op/real.h"
#include "ops/nn/running_average/running_average.h"

namespace synfire {

void ReferenceRunningAverage(const KernelProblem& problem,
                             const KernelArgs& args) {
  const double momentum = problem.attrs.Float("momentum");
  const double factor = problem.attrs.Float("factor");
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    const R* running = args.Input<R>(0);
    const R* batch = args.Input<R>(1);
    R* next = args.Output<R>(0);
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      next[i] = static_cast<R>((1 - momentum) * running[i] +
                               momentum * factor * batch[i]);
    }
  });
}

}  // namespace synfire
