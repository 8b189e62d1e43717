#include "ops/loss/correct_count/correct_count.h"

#include "ops/loss/checks.h"

namespace synfire {
namespace {

absl::Status CorrectCountShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectScoresAndLabels(context, 0));
  context.SetOutput(0, DType::kI64, Shape{});
  return absl::OkStatus();
}

}  // namespace

OpDef CorrectCountOp() {
  return OpDef("correct_count", "rows that are largest at their label")
      .Input("logits", "[N,K]")
      .Input("labels", "[N]")
      .Output("count", "[]", OutputTime::kStatic)
      .Shape(CorrectCountShape)
      .Reference(ReferenceCorrectCount)
      .Flops([](const KernelProblem& problem) {
        return problem.InputElements(0);
      });
}

}  // namespace synfire
