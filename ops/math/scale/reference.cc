#include "graph/op/real.h"
#include "ops/math/scale/scale.h"

namespace synfire {

void ReferenceScale(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Real factor = static_cast<Real>(problem.attrs.Float("factor"));
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      args.Output<Real>(0)[i] = factor * args.Input<Real>(0)[i];
    }
  });
}

}  // namespace synfire
