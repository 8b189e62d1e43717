// A weight's gradient where one of x and dy is the same at every step: the sum
// over time of products with it is the product with the other one's sum.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_TIME_SUM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_TIME_SUM_H_

#include <cstddef>
#include <cstdint>

#include "graph/op/kernel.h"
#include "ops/backend/cuda/elements/time_bodies.h"
#include "ops/backend/cuda/launch/candidates.h"

namespace synfire {

class TimeSum {
 public:
  TimeSum() = default;  // nothing is to be summed
  // For inputs 0 and 1.
  explicit TimeSum(const KernelProblem& problem) {
    if (problem.input(0).time == problem.input(1).time) return;
    input_ = problem.input(0).temporal() ? 0 : 1;
    size_ = problem.input(input_).shape.size();
    steps_ = problem.steps;
  }

  // Of scratch.
  size_t bytes() const { return input_ < 0 ? 0 : size_ * sizeof(float); }

  // Input `i` as it is to be multiplied: itself, or its sum, made in `scratch`.
  template <class Launcher>
  const float* Input(const KernelArgs& args, int i, float* scratch) const {
    const auto* const x = args.Input<float>(i);
    if (i != input_) return x;
    WithLanes(size_, [&](auto lanes) {
      const SumTimeBody<lanes> body{size_, steps_, 1.0, x, scratch};
      Launcher(args.stream)
          .Launch(body, BlocksFor(size_, body.kThreads * int64_t{lanes}));
    });
    return scratch;
  }

 private:
  int input_ = -1;
  int64_t size_ = 0, steps_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_TIME_SUM_H_
