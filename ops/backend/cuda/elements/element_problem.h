// An element-wise op's problem as the bodies take it.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_PROBLEM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_PROBLEM_H_

#include <vector>

#include "graph/op/kernel.h"
#include "ops/backend/cuda/elements/element_body.h"
#include "ops/backend/refusals.h"

namespace synfire {

// A function of element_body.h, by the problem's attributes.
template <class Function>
Function FunctionOf(const KernelProblem& problem);
template <>
ScaleFunction FunctionOf<ScaleFunction>(const KernelProblem& problem);
template <>
RunningAverageFunction FunctionOf<RunningAverageFunction>(
    const KernelProblem& problem);

// T of a temporal value, 1 of a static one.
inline int64_t StepsOf(const Type& type, const KernelProblem& problem) {
  return type.temporal() ? problem.steps : 1;
}

// Inputs of one extent, some of which are static and hold for every step of the
// others; outputs have the time of output 0.
class CudaElementKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

 protected:
  explicit CudaElementKernel(const KernelProblem& problem)
      : size_(problem.output(0).shape.size()),
        steps_(StepsOf(problem.output(0), problem)) {
    for (const auto& input : problem.inputs) {
      strides_.push_back(input->type.temporal() ? size_ : 0);
    }
  }

  int num_inputs() const { return static_cast<int>(strides_.size()); }
  template <class Number>
  TimedInput<Number> Input(const KernelArgs& args, int i) const {
    return {args.Input<Number>(i), strides_[i]};
  }

  const int64_t size_, steps_;  // of a step; of the outputs

 private:
  std::vector<int64_t> strides_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_PROBLEM_H_
