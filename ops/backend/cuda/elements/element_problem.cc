#include "ops/backend/cuda/elements/element_problem.h"

#include <string>

namespace synfire {
namespace {

Connection ConnectionOf(const KernelProblem& problem) {
  const std::string& g = problem.attrs.String("g");
  return g == "ADD"   ? Connection::kAdd
         : g == "AND" ? Connection::kAnd
                      : Connection::kIand;
}

}  // namespace

template <>
ScaleFunction FunctionOf<ScaleFunction>(const KernelProblem& problem) {
  return {static_cast<float>(problem.attrs.Float("factor"))};
}
template <>
ConnectFunction FunctionOf<ConnectFunction>(const KernelProblem& problem) {
  return {ConnectionOf(problem)};
}
template <>
ConnectGradFunction FunctionOf<ConnectGradFunction>(
    const KernelProblem& problem) {
  return {ConnectionOf(problem)};
}
template <>
RunningAverageFunction FunctionOf<RunningAverageFunction>(
    const KernelProblem& problem) {
  return {problem.attrs.Float("momentum"), problem.attrs.Float("factor")};
}

}  // namespace synfire
