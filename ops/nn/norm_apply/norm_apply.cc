#include "ops/nn/norm_apply/norm_apply.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"

namespace synfire {
namespace {

absl::Status NormApplyShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectChannels(context, 0));
  for (int i = 1; i < 5; ++i) {
    SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, i, 0));
  }
  context.SetOutput(0, context.input(0).dtype, context.shape(0));
  return absl::OkStatus();
}

absl::Status NormApplyGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone) return absl::OkStatus();
  if (context.needs(3) || context.needs(4)) {
    return UserError(
        "norm_apply has no gradient with respect to its mean and variance");
  }
  if (!context.needs(0) && !context.needs(1) && !context.needs(2)) {
    return absl::OkStatus();
  }
  SYNFIRE_ASSIGN_OR_RETURN(const auto gradients,
                           context.Emit("norm_apply_grad",
                                        {dy, context.input(0), context.input(1),
                                         context.input(3), context.input(4)},
                                        context.attrs()));
  for (int i = 0; i < 3; ++i) {
    if (context.needs(i)) context.Set(i, gradients[i]);
  }
  return absl::OkStatus();
}

}  // namespace

AttrDef EpsilonAttr() {
  AttrDef def{"epsilon", AttrType::kFloat, "added to the variance"};
  def.fallback = 1e-5;
  def.min = 0;
  def.min_exclusive = true;
  return def;
}

absl::Status NormGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectChannels(context, 1));
  SYNFIRE_RETURN_IF_ERROR(ExpectSameType(context, 0, 1));
  for (int i = 2; i < 5; ++i) {
    SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, i, 1));
  }
  const DType dtype = context.input(0).dtype;
  context.SetOutput(0, dtype, context.shape(1));
  context.SetOutput(1, dtype, context.shape(2));
  context.SetOutput(2, dtype, context.shape(2));
  return absl::OkStatus();
}

OpDef NormApplyOp() {
  return OpDef("norm_apply", "normalises each channel by given statistics")
      .Attr(EpsilonAttr())
      .Input("x", "[*,C]")
      .Input("scale", "[C]")
      .Input("shift", "[C]")
      .Input("mean", "[C]")
      .Input("variance", "[C]")
      .Output("y", "like x")
      .Shape(NormApplyShape)
      .Gradient(NormApplyGradient)
      .Reference(ReferenceNormApply)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({4, problem.InputElements(0)});
      });
}

OpDef NormApplyGradOp() {
  return OpDef("norm_apply_grad", "norm_apply's gradient")
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
      .Reference(ReferenceNormApplyGrad)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({6, problem.InputElements(0)});
      });
}

}  // namespace synfire
