#include "ops/nn/pooling/pooling.h"

#include "ops/nn/checks.h"

namespace synfire {
namespace {

PoolingSizes Sizes(const KernelProblem& problem, const Type& full,
                   const Type& pooled) {
  PoolingSizes sizes;
  sizes.window = PoolingWindow(problem.attrs);
  sizes.rows = full.shape[0] * (full.temporal() ? problem.steps : 1);
  sizes.channels = full.shape[3];
  sizes.full = {full.shape[1], full.shape[2]};
  sizes.pooled = {pooled.shape[1], pooled.shape[2]};
  return sizes;
}

}  // namespace

absl::Status PoolingShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  const Shape& x = context.shape(0);
  const Window window = PoolingWindow(context.attrs());
  SYNFIRE_RETURN_IF_ERROR(ExpectPoolingPad(window));
  SYNFIRE_ASSIGN_OR_RETURN(const Pair y, window.Output({x[1], x[2]}));
  context.SetOutput(0, context.input(0).dtype,
                    Shape{x[0], y[kHeight], y[kWidth], x[3]});
  return absl::OkStatus();
}

absl::Status PoolingGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  const Shape& dy = context.shape(0);
  const Window window = PoolingWindow(context.attrs());
  const Pair size = PairOf(context.attrs(), "size");
  SYNFIRE_RETURN_IF_ERROR(ExpectPoolingPad(window));
  SYNFIRE_ASSIGN_OR_RETURN(const Pair y, window.Output(size));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
      0, Shape{dy[0], y[kHeight], y[kWidth], dy[3]},
      absl::StrCat("the output for a ", ToText(size), " input")));
  context.SetOutput(0, context.input(0).dtype,
                    Shape{dy[0], size[kHeight], size[kWidth], dy[3]});
  return absl::OkStatus();
}

Attrs WithSize(const Attrs& attrs, const Shape& x) {
  Attrs result = attrs;
  return result.Set("size", Ints({x[1], x[2]}));
}

PoolingSizes SizesOfPooling(const KernelProblem& problem) {
  return Sizes(problem, problem.inputs[0]->type, problem.outputs[0].type);
}

PoolingSizes SizesOfPoolingGrad(const KernelProblem& problem) {
  return Sizes(problem, problem.outputs[0].type, problem.inputs[0]->type);
}

}  // namespace synfire
