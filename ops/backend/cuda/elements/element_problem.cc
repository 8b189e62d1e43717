#include "ops/backend/cuda/elements/element_problem.h"

namespace synfire {

template <>
ScaleFunction FunctionOf<ScaleFunction>(const KernelProblem& problem) {
  return {static_cast<float>(problem.attrs.Float("factor"))};
}
template <>
RunningAverageFunction FunctionOf<RunningAverageFunction>(
    const KernelProblem& problem) {
  return {problem.attrs.Float("momentum"), problem.attrs.Float("factor")};
}

}  // namespace synfire
