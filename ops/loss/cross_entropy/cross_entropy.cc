#include "ops/loss/cross_entropy/cross_entropy.h"

#include "graph/op/gradient.h"
#include "ops/loss/checks.h"

namespace synfire {
namespace {

AttrDef LabelSmoothing() {
  AttrDef smoothing;
  smoothing.name = "label_smoothing";
  smoothing.type = AttrType::kFloat;
  smoothing.doc = "share of the target spread evenly over all classes";
  smoothing.fallback = 0.0;
  smoothing.min = 0;
  smoothing.max = 1;
  return smoothing;
}

absl::Status CrossEntropyGradient(GradientContext& context) {
  if (!context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ValueId> dlogits,
                           context.Emit("cross_entropy_grad",
                                        {context.output_gradient(0),
                                         context.input(0), context.input(1)},
                                        context.attrs()));
  context.Set(0, dlogits[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef CrossEntropyOp() {
  return OpDef("cross_entropy", "cross entropy of the softmax with the label")
      .Input("logits", "[N,K]")
      .Input("labels", "[N]")
      .Output("loss", "[]", OutputTime::kStatic)
      .Attr(LabelSmoothing())
      .Shape(LossShape)
      .Gradient(CrossEntropyGradient)
      .Reference(ReferenceCrossEntropy)
      // Maximum, difference, exp, sum and the weighted sum.
      .Flops([](const KernelProblem& problem) {
        return 5 * problem.InputElements(0);
      });
}

OpDef CrossEntropyGradOp() {
  return OpDef("cross_entropy_grad", "cross_entropy's gradient for logits")
      .Input("dloss", "[]")
      .Input("logits", "[N,K]")
      .Input("labels", "[N]")
      .Output("dlogits", "[N,K]", OutputTime::kStatic)
      .Attr(LabelSmoothing())
      .Shape(LossGradShape)
      .Reference(ReferenceCrossEntropyGrad)
      // Maximum, difference, exp, sum, division, difference, scaling.
      .Flops([](const KernelProblem& problem) {
        return 7 * problem.InputElements(1);
      });
}

}  // namespace synfire
