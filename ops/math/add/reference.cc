#include "graph/op/real.h"
#include "ops/math/add/add.h"

namespace synfire {

void ReferenceAdd(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t size = problem.output(0).shape.size();
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    Real* y = args.Output<Real>(0);
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      Real sum = 0;
      for (size_t k = 0; k < problem.inputs.size(); ++k) {
        // A static input's one array serves every step.
        const int64_t at = problem.input(k).temporal() ? i : i % size;
        const Real x = args.Input<Real>(k)[at];
        sum = k == 0 ? x : sum + x;
      }
      y[i] = sum;
    }
  });
}

}  // namespace synfire
