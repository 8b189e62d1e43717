#include "ops/loss/checks.h"

#include "graph/op/real.h"

namespace synfire {

absl::Status ExpectScoresAndLabels(const InferContext& context, int scores) {
  const Type& x = context.input(scores);
  const std::string name = context.input_name(scores);
  if (x.temporal()) {
    return UserError(name, " are temporal; end the network with mean_time");
  }
  SYNFIRE_RETURN_IF_ERROR(ExpectReal(name, x.dtype));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectRank(scores, 2));
  if (x.shape.size() == 0) {
    return UserError(name, " are ", x.shape.ToString(),
                     ", expected no empty axis");
  }
  const Type expected{DType::kI64, Shape{x.shape[0]}};
  const Type& labels = context.input(scores + 1);
  if (labels != expected) {
    return UserError("labels are ", labels.ToString(), ", expected ",
                     expected.ToString(), ": one for each row of ", name);
  }
  return absl::OkStatus();
}

absl::Status LossShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectScoresAndLabels(context, 0));
  context.SetOutput(0, context.input(0).dtype, Shape{});
  return absl::OkStatus();
}

absl::Status LossGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectScoresAndLabels(context, 1));
  const Type& scores = context.input(1);
  const Type expected{scores.dtype, Shape{}};
  if (context.input(0) != expected) {
    return UserError("dloss is ", context.input(0).ToString(), ", expected ",
                     expected.ToString());
  }
  context.SetOutput(0, scores.dtype, scores.shape);
  return absl::OkStatus();
}

}  // namespace synfire
