#include <cmath>

#include "graph/op/real.h"
#include "ops/optim/clip/clip.h"

namespace synfire {

void ReferenceGlobalNorm(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    double sum = 0;
    for (size_t k = 0; k < problem.inputs.size(); ++k) {
      const Real* grad = args.Input<Real>(k);
      for (int64_t i = 0; i < problem.InputElements(k); ++i) {
        sum += static_cast<double>(grad[i]) * grad[i];
      }
    }
    args.Output<Real>(0)[0] = std::sqrt(sum);
  });
}

void ReferenceClipScale(const KernelProblem& problem, const KernelArgs& args) {
  const double max = problem.attrs.Float("max");
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      const double scale = max / (args.Input<Real>(0)[i] + 1e-6);
      // In this form a NaN stays one.
      args.Output<Real>(0)[i] = scale > 1 ? 1 : scale;
    }
  });
}

}  // namespace synfire
