#include "ops/loss/mse_rate/mse_rate.h"

#include "graph/op/gradient.h"
#include "ops/loss/checks.h"

namespace synfire {
namespace {

absl::Status MseRateGradient(GradientContext& context) {
  if (!context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> drates,
      context.Emit("mse_rate_grad", {context.output_gradient(0),
                                     context.input(0), context.input(1)}));
  context.Set(0, drates[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef MseRateOp() {
  return OpDef("mse_rate", "squared distance of firing rates from the label")
      .Input("rates", "[N,K]")
      .Input("labels", "[N]")
      .Output("loss", "[]", OutputTime::kStatic)
      .Shape(LossShape)
      .Gradient(MseRateGradient)
      .Reference(ReferenceMseRate)
      .Flops([](const KernelProblem& problem) {
        return 3 * problem.InputElements(0);
      });
}

OpDef MseRateGradOp() {
  return OpDef("mse_rate_grad", "mse_rate's gradient for rates")
      .Input("dloss", "[]")
      .Input("rates", "[N,K]")
      .Input("labels", "[N]")
      .Output("drates", "[N,K]", OutputTime::kStatic)
      .Shape(LossGradShape)
      .Reference(ReferenceMseRateGrad)
      .Flops([](const KernelProblem& problem) {
        return 2 * problem.InputElements(1);
      });
}

}  // namespace synfire
