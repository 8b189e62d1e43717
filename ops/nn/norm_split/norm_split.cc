#include "ops/nn/norm_split/norm_split.h"

#include "ops/nn/checks.h"
#include "ops/nn/norm_apply/norm_apply.h"

namespace synfire {
namespace {

absl::Status MomentsShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectChannels(context, 0));
  SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, 1, 0));
  SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, 2, 0));
  for (int i = 0; i < 4; ++i) {
    context.SetOutput(i, context.input(0).dtype, context.shape(1));
  }
  return absl::OkStatus();
}

absl::Status FactorsShape(InferContext& context) {
  for (int i = 0; i < 4; ++i) {
    SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, i, 1));
    SYNFIRE_RETURN_IF_ERROR(ExpectSameType(context, i, 0));
  }
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 0));
  context.SetOutput(0, context.input(0).dtype, context.shape(0));
  context.SetOutput(1, context.input(0).dtype, context.shape(0));
  return absl::OkStatus();
}

absl::Status InputGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(NormGradShape(context));
  SYNFIRE_RETURN_IF_ERROR(ExpectPerChannel(context, 5, 1));
  return ExpectPerChannel(context, 6, 1);
}

}  // namespace

OpDef NormMomentsOp() {
  return OpDef("norm_moments", "batch_norm's statistics, as factors")
      .Attr(EpsilonAttr())
      .Joint()
      .Input("x", "[*,C]")
      .Input("scale", "[C]")
      .Input("shift", "[C]")
      .Output("mean", "[C]", OutputTime::kStatic)
      .Output("variance", "[C]", OutputTime::kStatic)
      .Output("slope", "[C]", OutputTime::kStatic)
      .Output("offset", "[C]", OutputTime::kStatic)
      .Shape(MomentsShape)
      .Reference(ReferenceNormMoments)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({4, problem.InputElements(0)});
      });
}

OpDef NormFactorsOp() {
  return OpDef("norm_factors", "given statistics, as factors")
      .Attr(EpsilonAttr())
      .Input("scale", "[C]")
      .Input("shift", "[C]")
      .Input("mean", "[C]")
      .Input("variance", "[C]")
      .Output("slope", "[C]", OutputTime::kStatic)
      .Output("offset", "[C]", OutputTime::kStatic)
      .Shape(FactorsShape)
      .Reference(ReferenceNormFactors)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({3, problem.InputElements(0)});
      });
}

OpDef NormInputGradOp() {
  return OpDef("norm_input_grad", "batch_norm's gradient, given its sums")
      .Attr(EpsilonAttr())
      .Joint()
      .Input("dz", "[*,C]")
      .Input("x", "[*,C]")
      .Input("scale", "[C]")
      .Input("mean", "[C]")
      .Input("variance", "[C]")
      .Input("d_slope", "[C]")
      .Input("d_offset", "[C]")
      .Output("dx", "like x")
      .Output("dscale", "[C]", OutputTime::kStatic)
      .Output("dshift", "[C]", OutputTime::kStatic)
      .InPlace(0, 0)
      .InPlace(0, 1)
      .Shape(InputGradShape)
      .Reference(ReferenceNormInputGrad)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({6, problem.InputElements(0)});
      });
}

}  // namespace synfire
