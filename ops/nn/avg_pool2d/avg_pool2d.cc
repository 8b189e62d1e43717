#include "ops/nn/avg_pool2d/avg_pool2d.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {
namespace {

absl::Status AvgPoolGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto dx,
      context.Emit("avg_pool2d_grad", {dy},
                   WithSize(context.attrs(), context.input_type(0).shape)));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

AttrDef CountIncludePadAttr() {
  AttrDef def{"count_include_pad", AttrType::kBool,
              "whether padding counts in the average"};
  def.fallback = true;
  return def;
}

int64_t Flops(int64_t windows, const KernelProblem& problem) {
  return ProductOrMax({windows, PoolingWindow(problem.attrs).taps()});
}

}  // namespace

OpDef AvgPool2dOp() {
  return OpDef("avg_pool2d", "the average over each window")
      .Attr(KernelAttr())
      .Attr(PoolStrideAttr())
      .Attr(PadAttr())
      .Attr(CountIncludePadAttr())
      .Input("x", "[N,H,W,C]")
      .Output("y", "[N,P,Q,C]")
      .Shape(PoolingShape)
      .Gradient(AvgPoolGradient)
      .Reference(ReferenceAvgPool2d)
      .Flops([](const KernelProblem& problem) {
        return Flops(problem.OutputElements(0), problem);
      });
}

OpDef AvgPool2dGradOp() {
  return OpDef("avg_pool2d_grad", "avg_pool2d's gradient")
      .Attr(KernelAttr())
      .Attr(PoolStrideAttr())
      .Attr(PadAttr())
      .Attr(CountIncludePadAttr())
      .Attr(SizeAttr())
      .Input("dy", "[N,P,Q,C]")
      .Output("dx", "[N,H,W,C]")
      .Shape(PoolingGradShape)
      .Reference(ReferenceAvgPool2dGrad)
      .Flops([](const KernelProblem& problem) {
        return Flops(problem.InputElements(0), problem);
      });
}

}  // namespace synfire
