#include "graph/op/real.h"
#include "ops/math/connect/connect.h"

namespace synfire {
namespace {

// Where element i of the whole value lies in argument `k`: a static one has one
// array for all steps.
int64_t At(const KernelProblem& problem, int k, int64_t i) {
  return problem.input(k).temporal() ? i : i % problem.input(k).shape.size();
}

}  // namespace

void ReferenceConnect(const KernelProblem& problem, const KernelArgs& args) {
  const std::string& g = problem.attrs.String("g");
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      const Real a = args.Input<Real>(0)[At(problem, 0, i)];
      const Real s = args.Input<Real>(1)[At(problem, 1, i)];
      args.Output<Real>(0)[i] = g == "ADD"   ? a + s
                                : g == "AND" ? a * s
                                             : (1 - a) * s;
    }
  });
}

void ReferenceConnectGrad(const KernelProblem& problem,
                          const KernelArgs& args) {
  const std::string& g = problem.attrs.String("g");
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      const Real dy = args.Input<Real>(0)[At(problem, 0, i)];
      const Real a = args.Input<Real>(1)[At(problem, 1, i)];
      const Real s = args.Input<Real>(2)[At(problem, 2, i)];
      args.Output<Real>(0)[i] = g == "ADD" ? dy : g == "AND" ? dy * s : -dy * s;
      args.Output<Real>(1)[i] = g == "ADD"   ? dy
                                : g == "AND" ? dy * a
                                             : dy * (1 - a);
    }
  });
}

}  // namespace synfire
