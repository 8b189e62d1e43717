#include <algorithm>

#include "ops/nn/checks.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

Conv2dSizes Sizes(const KernelProblem& problem, const Shape& x,
                  const Shape& weight, const Shape& y, int64_t rows) {
  Conv2dSizes sizes;
  sizes.window = ConvolutionWindow(problem.attrs, {weight[2], weight[3]});
  sizes.groups = problem.attrs.Int("groups");
  sizes.input = {x[1], x[2]};
  sizes.output = {y[1], y[2]};
  sizes.in_channels = x[3];
  sizes.out_channels = y[3];
  sizes.group_inputs = x[3] / sizes.groups;
  sizes.group_outputs = y[3] / sizes.groups;
  sizes.rows = rows;
  return sizes;
}

int64_t Rows(const Type& type, int64_t steps) {
  return type.shape[0] * (type.temporal() ? steps : 1);
}

}  // namespace

int64_t Conv2dSizes::multiplications() const {
  return ProductOrMax({rows, output_size(), group_inputs, window.taps()});
}

Conv2dSizes SizesOfConv2d(const KernelProblem& problem) {
  return Sizes(problem, problem.input(0).shape, problem.input(1).shape,
               problem.output(0).shape, Rows(problem.input(0), problem.steps));
}

Conv2dSizes SizesOfConv2dGradInput(const KernelProblem& problem) {
  return Sizes(problem, problem.output(0).shape, problem.input(1).shape,
               problem.input(0).shape, Rows(problem.input(0), problem.steps));
}

Conv2dSizes SizesOfConv2dGradWeight(const KernelProblem& problem) {
  return Sizes(problem, problem.input(0).shape, problem.output(0).shape,
               problem.input(1).shape,
               std::max(Rows(problem.input(0), problem.steps),
                        Rows(problem.input(1), problem.steps)));
}

}  // namespace synfire
