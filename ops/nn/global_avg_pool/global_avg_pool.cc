#include "ops/nn/global_avg_pool/global_avg_pool.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/window/window.h"

namespace synfire {
namespace {

absl::Status GlobalAvgPoolShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  const Shape& x = context.shape(0);
  context.SetOutput(0, context.input(0).dtype, Shape{x[0], x[3]});
  return absl::OkStatus();
}

absl::Status GlobalAvgPoolGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 2));
  const Shape& dy = context.shape(0);
  const Pair size = PairOf(context.attrs(), "size");
  context.SetOutput(0, context.input(0).dtype,
                    Shape{dy[0], size[kHeight], size[kWidth], dy[1]});
  return absl::OkStatus();
}

absl::Status GlobalAvgPoolGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  const Shape& x = context.input_type(0).shape;
  Attrs attrs;
  attrs.Set("size", Ints({x[1], x[2]}));
  SYNFIRE_ASSIGN_OR_RETURN(const auto dx,
                           context.Emit("global_avg_pool_grad", {dy}, attrs));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef GlobalAvgPoolOp() {
  return OpDef("global_avg_pool", "the average of each channel of an image")
      .Input("x", "[N,H,W,C]")
      .Output("y", "[N,C]")
      .Shape(GlobalAvgPoolShape)
      .Gradient(GlobalAvgPoolGradient)
      .Reference(ReferenceGlobalAvgPool)
      .Flops([](const KernelProblem& problem) {
        return problem.InputElements(0);
      });
}

OpDef GlobalAvgPoolGradOp() {
  return OpDef("global_avg_pool_grad", "global_avg_pool's gradient")
      .Attr(SizeAttr())
      .Input("dy", "[N,C]")
      .Output("dx", "[N,H,W,C]")
      .Shape(GlobalAvgPoolGradShape)
      .Reference(ReferenceGlobalAvgPoolGrad);
}

}  // namespace synfire
