#include <algorithm>
#include <cmath>
#include <limits>

#include "graph/op/real.h"
#include "ops/loss/cross_entropy/cross_entropy.h"

namespace synfire {
namespace {

// log of the sum of exp over a row of K logits.
template <typename Real>
double LogSumExp(const Real* row, int64_t classes) {
  const double largest = *std::max_element(row, row + classes);
  double sum = 0;
  for (int64_t k = 0; k < classes; ++k) sum += std::exp(row[k] - largest);
  return largest + std::log(sum);
}

// q[n,k], the share of class k in the target.
double Target(int64_t label, int64_t k, int64_t classes, double smoothing) {
  if (label < 0 || label >= classes) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return (k == label ? 1 - smoothing : 0) + smoothing / classes;
}

}  // namespace

void ReferenceCrossEntropy(const KernelProblem& problem,
                           const KernelArgs& args) {
  const int64_t rows = problem.input(0).shape[0];
  const int64_t classes = problem.input(0).shape[1];
  const double smoothing = problem.attrs.Float("label_smoothing");
  const int64_t* labels = args.Input<int64_t>(1);
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    double sum = 0;
    for (int64_t n = 0; n < rows; ++n) {
      const Real* logits = args.Input<Real>(0) + n * classes;
      const double total = LogSumExp(logits, classes);
      for (int64_t k = 0; k < classes; ++k) {
        const double q = Target(labels[n], k, classes, smoothing);
        // Without the test, an impossible class that is not the target would
        // give 0 * infinity.
        if (q != 0) sum -= q * (logits[k] - total);
      }
    }
    args.Output<Real>(0)[0] = sum / rows;
  });
}

void ReferenceCrossEntropyGrad(const KernelProblem& problem,
                               const KernelArgs& args) {
  const int64_t rows = problem.input(1).shape[0];
  const int64_t classes = problem.input(1).shape[1];
  const double smoothing = problem.attrs.Float("label_smoothing");
  const int64_t* labels = args.Input<int64_t>(2);
  VisitReal(problem.input(1).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const double scale = args.Input<Real>(0)[0] / static_cast<double>(rows);
    for (int64_t n = 0; n < rows; ++n) {
      const Real* logits = args.Input<Real>(1) + n * classes;
      const double total = LogSumExp(logits, classes);
      for (int64_t k = 0; k < classes; ++k) {
        const double p = std::exp(logits[k] - total);
        args.Output<Real>(0)[n * classes + k] =
            scale * (p - Target(labels[n], k, classes, smoothing));
      }
    }
  });
}

}  // namespace synfire
