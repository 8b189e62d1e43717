#include "ops/nn/batch_norm/batch_norm.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/norm_apply/norm_apply.h"

namespace synfire {
namespace {

absl::Status BatchNormShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectChannels(context, 0));
  SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, 1, 0));
  SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, 2, 0));
  const DType dtype = context.input(0).dtype;
  context.SetOutput(0, dtype, context.shape(0));
  context.SetOutput(1, dtype, context.shape(1));
  context.SetOutput(2, dtype, context.shape(1));
  return absl::OkStatus();
}

absl::Status BatchNormGradient(GradientContext& context) {
  if (context.output_gradient(1) != kNone ||
      context.output_gradient(2) != kNone) {
    return UserError(
        "batch_norm passes no gradient through its mean and variance");
  }
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone) return absl::OkStatus();
  if (!context.needs(0) && !context.needs(1) && !context.needs(2)) {
    return absl::OkStatus();
  }
  SYNFIRE_ASSIGN_OR_RETURN(const auto gradients,
                           context.Emit("batch_norm_grad",
                                        {dy, context.input(0), context.input(1),
                                         context.output(1), context.output(2)},
                                        context.attrs()));
  for (int i = 0; i < 3; ++i) {
    if (context.needs(i)) context.Set(i, gradients[i]);
  }
  return absl::OkStatus();
}

}  // namespace

OpDef BatchNormOp() {
  return OpDef("batch_norm", "normalises each channel over the batch and time")
      .Attr(EpsilonAttr())
      .Joint()
      .Input("x", "[*,C]")
      .Input("scale", "[C]")
      .Input("shift", "[C]")
      .Output("y", "like x")
      .Output("mean", "[C]", OutputTime::kStatic)
      .Output("variance", "[C]", OutputTime::kStatic)
      .Shape(BatchNormShape)
      .Gradient(BatchNormGradient)
      .Reference(ReferenceBatchNorm)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({8, problem.InputElements(0)});
      });
}

OpDef BatchNormGradOp() {
  return OpDef("batch_norm_grad", "batch_norm's gradient")
      .Attr(EpsilonAttr())
      .Joint()
      .Input("dy", "[*,C]")
      .Input("x", "[*,C]")
      .Input("scale", "[C]")
      .Input("mean", "[C]")
      .Input("variance", "[C]")
      .Output("dx", "like x")
      .Output("dscale", "[C]", OutputTime::kStatic)
      .Output("dshift", "[C]", OutputTime::kStatic)
      .Shape(NormGradShape)
      .Reference(ReferenceBatchNormGrad)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({11, problem.InputElements(0)});
      });
}

}  // namespace synfire
