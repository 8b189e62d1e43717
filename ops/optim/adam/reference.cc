#include <cmath>

#include "graph/op/real.h"
#include "ops/optim/adam/adam.h"

namespace synfire {

void ReferenceAdam(const KernelProblem& problem, const KernelArgs& args) {
  const Attrs& attrs = problem.attrs;
  const double beta1 = attrs.Float("beta1"), beta2 = attrs.Float("beta2");
  const double decay = attrs.Float("weight_decay");
  const double epsilon = attrs.Float("epsilon");
  const bool decoupled = attrs.Bool("decoupled");
  const double n = args.Input<int64_t>(5)[0] + 1.0;
  const double correction1 = 1 - std::pow(beta1, n);
  const double correction2 = std::sqrt(1 - std::pow(beta2, n));
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const double lr = args.Input<Real>(4)[0];
    const double scale = problem.has_input(6) ? args.Input<Real>(6)[0] : 1;
    for (int64_t i = 0; i < problem.InputElements(0); ++i) {
      double param = args.Input<Real>(0)[i];
      double g = scale * args.Input<Real>(1)[i];
      if (decoupled) {
        param *= 1 - lr * decay;
      } else {
        g += decay * param;
      }
      const double m = beta1 * args.Input<Real>(2)[i] + (1 - beta1) * g;
      const double v = beta2 * args.Input<Real>(3)[i] + (1 - beta2) * g * g;
      const double root = std::sqrt(v) / correction2 + epsilon;
      args.Output<Real>(0)[i] = param - lr / correction1 * m / root;
      args.Output<Real>(1)[i] = m;
      args.Output<Real>(2)[i] = v;
    }
  });
}

}  // namespace synfire
