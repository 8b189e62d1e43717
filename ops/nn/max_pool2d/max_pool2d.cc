#include "ops/nn/max_pool2d/max_pool2d.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {
namespace {

absl::Status ExpectFewTaps(const Window& window) {
  if (window.taps() <= 255) return absl::OkStatus();
  return UserError("kernel ", ToText(window.kernel), " has ", window.taps(),
                   " taps, expected at most 255: argmax is a byte");
}

absl::Status MaxPoolShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectFewTaps(PoolingWindow(context.attrs())));
  SYNFIRE_RETURN_IF_ERROR(PoolingShape(context));
  context.SetOutput(1, DType::kU8, context.outputs()[0].shape);
  return absl::OkStatus();
}

absl::Status MaxPoolGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectFewTaps(PoolingWindow(context.attrs())));
  SYNFIRE_RETURN_IF_ERROR(PoolingGradShape(context));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(1, context.shape(0), "like dy"));
  if (context.input(1).dtype != DType::kU8) {
    return UserError("argmax is ", Name(context.input(1).dtype),
                     ", expected u8");
  }
  if (context.input(1).time == context.input(0).time) return absl::OkStatus();
  return UserError("argmax and dy must both be static or both temporal");
}

absl::Status MaxPoolGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto dx,
      context.Emit("max_pool2d_grad", {dy, context.output(1)},
                   WithSize(context.attrs(), context.input_type(0).shape)));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef MaxPool2dOp() {
  return OpDef("max_pool2d", "the largest value in each window")
      .Attr(KernelAttr())
      .Attr(PoolStrideAttr())
      .Attr(PadAttr())
      .Input("x", "[N,H,W,C]")
      .Output("y", "[N,P,Q,C]")
      .Output("argmax", "[N,P,Q,C]")
      .Shape(MaxPoolShape)
      .Gradient(MaxPoolGradient)
      .Reference(ReferenceMaxPool2d)
      .Largest([](const Attrs&, const std::vector<int64_t>& inputs) {
        return inputs[0];
      })
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax(
            {problem.OutputElements(0), PoolingWindow(problem.attrs).taps()});
      });
}

OpDef MaxPool2dGradOp() {
  return OpDef("max_pool2d_grad", "max_pool2d's gradient")
      .Attr(KernelAttr())
      .Attr(PoolStrideAttr())
      .Attr(PadAttr())
      .Attr(SizeAttr())
      .Input("dy", "[N,P,Q,C]")
      .Input("argmax", "[N,P,Q,C]")
      .Output("dx", "[N,H,W,C]")
      .Shape(MaxPoolGradShape)
      .Reference(ReferenceMaxPool2dGrad)
      .Flops([](const KernelProblem& problem) {
        return problem.InputElements(0);
      });
}

}  // namespace synfire
