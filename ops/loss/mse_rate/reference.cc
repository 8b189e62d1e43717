#include <limits>

#include "graph/op/real.h"
#include "ops/loss/mse_rate/mse_rate.h"

namespace synfire {
namespace {

double OneHot(int64_t label, int64_t k, int64_t classes) {
  if (label < 0 || label >= classes) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return k == label ? 1 : 0;
}

}  // namespace

void ReferenceMseRate(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t classes = problem.input(0).shape[1];
  const int64_t elements = problem.InputElements(0);
  const int64_t* labels = args.Input<int64_t>(1);
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    double sum = 0;
    for (int64_t i = 0; i < elements; ++i) {
      const double distance = args.Input<Real>(0)[i] -
                              OneHot(labels[i / classes], i % classes, classes);
      sum += distance * distance;
    }
    args.Output<Real>(0)[0] = sum / elements;
  });
}

void ReferenceMseRateGrad(const KernelProblem& problem,
                          const KernelArgs& args) {
  const int64_t classes = problem.input(1).shape[1];
  const int64_t elements = problem.InputElements(1);
  const int64_t* labels = args.Input<int64_t>(2);
  VisitReal(problem.input(1).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const double scale =
        2.0 * args.Input<Real>(0)[0] / static_cast<double>(elements);
    for (int64_t i = 0; i < elements; ++i) {
      args.Output<Real>(0)[i] =
          scale * (args.Input<Real>(1)[i] -
                   OneHot(labels[i / classes], i % classes, classes));
    }
  });
}

}  // namespace synfire
