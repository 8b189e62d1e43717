#include "graph/op/real.h"
#include "ops/math/add/add.h"

namespace synfire {
namespace {

template <typename T>
void Add(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t size = problem.output(0).shape.size();
  T* y = args.Output<T>(0);
  for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
    T sum = 0;
    for (size_t k = 0; k < problem.inputs.size(); ++k) {
      // A static input's one array serves every step.
      const int64_t at = problem.input(k).temporal() ? i : i % size;
      const T x = args.Input<T>(k)[at];
      sum = k == 0 ? x : sum + x;
    }
    y[i] = sum;
  }
}

}  // namespace

void ReferenceAdd(const KernelProblem& problem, const KernelArgs& args) {
  if (problem.output(0).dtype == DType::kI64) {
    return Add<int64_t>(problem, args);
  }
  VisitReal(problem.output(0).dtype,
            [&](auto zero) { Add<decltype(zero)>(problem, args); });
}

}  // namespace synfire
