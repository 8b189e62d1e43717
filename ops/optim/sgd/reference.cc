#include "graph/op/real.h"
#include "ops/optim/sgd/sgd.h"

namespace synfire {

void ReferenceSgd(const KernelProblem& problem, const KernelArgs& args) {
  const bool has_velocity = problem.has_input(2);
  const bool nesterov = problem.attrs.Bool("nesterov");
  const bool first_step =
      problem.has_input(5) && args.Input<int64_t>(5)[0] == 0;
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const auto attr = [&](absl::string_view name) {
      return static_cast<Real>(problem.attrs.Float(name));
    };
    const Real momentum = attr("momentum"), decay = attr("weight_decay");
    const Real share = first_step ? 1 : 1 - attr("dampening");
    const Real lr = args.Input<Real>(3)[0];
    const Real scale = problem.has_input(4) ? args.Input<Real>(4)[0] : 1;
    for (int64_t i = 0; i < problem.InputElements(0); ++i) {
      const Real param = args.Input<Real>(0)[i];
      const Real g = scale * args.Input<Real>(1)[i] + decay * param;
      Real d = g;
      if (has_velocity) {
        const Real velocity = momentum * args.Input<Real>(2)[i] + share * g;
        args.Output<Real>(1)[i] = velocity;
        d = nesterov ? g + momentum * velocity : velocity;
      }
      args.Output<Real>(0)[i] = param - lr * d;
    }
  });
}

}  // namespace synfire
