#include "graph/op/real.h"
#include "ops/loss/correct_count/correct_count.h"

namespace synfire {
namespace {

// Whether logit `label` is the first of the largest ones.
template <typename Real>
bool IsLargest(const Real* logits, int64_t classes, int64_t label) {
  if (label < 0 || label >= classes) return false;
  for (int64_t k = 0; k < classes; ++k) {
    // In this form a NaN on either side makes it false.
    const bool below =
        k < label ? logits[k] < logits[label] : logits[k] <= logits[label];
    if (!below) return false;
  }
  return true;
}

}  // namespace

void ReferenceCorrectCount(const KernelProblem& problem,
                           const KernelArgs& args) {
  const int64_t rows = problem.input(0).shape[0];
  const int64_t classes = problem.input(0).shape[1];
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    int64_t count = 0;
    for (int64_t n = 0; n < rows; ++n) {
      count += IsLargest(args.Input<Real>(0) + n * classes, classes,
                         args.Input<int64_t>(1)[n]);
    }
    args.Output<int64_t>(0)[0] = count;
  });
}

}  // namespace synfire
