// sum_time, mean_time, repeat_time: all steps become one array, or one array
// all steps.
#include "graph/op/gradient.h"
#include "graph/op/real.h"
#include "ops/math/time/checks.h"
#include "ops/math/time/time.h"

namespace synfire {
namespace {

absl::Status SumTimeShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kTemporal));
  return LikeInput(context);
}

absl::Status MeanTimeShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(
      ExpectReal(context.input_name(0), context.input(0).dtype));
  return LikeInput(context);
}

absl::Status RepeatTimeShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kStatic));
  return LikeInput(context);
}

// Of sum_time and repeat_time: dy as it is, which the rule for gradients of
// another time repeats or sums (GradientContext::Set).
absl::Status PassOn(GradientContext& context) {
  context.Set(0, context.output_gradient(0));
  return absl::OkStatus();
}

absl::Status MeanTimeGradient(GradientContext& context) {
  if (!context.input_type(0).temporal()) return PassOn(context);
  Attrs attrs;
  attrs.Set("factor", 1.0 / static_cast<double>(context.steps()));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("scale", {context.output_gradient(0)}, attrs));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

int64_t InputElements(const KernelProblem& problem) {
  return problem.InputElements(0);
}

}  // namespace

OpDef SumTimeOp() {
  return OpDef("sum_time", "sum over time")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kStatic)
      .Shape(SumTimeShape)
      .Gradient(PassOn)
      .Reference(ReferenceSumTime)
      .Flops(InputElements);
}

OpDef MeanTimeOp() {
  return OpDef("mean_time", "mean over time; of spikes, their rate")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kStatic)
      .Shape(MeanTimeShape)
      .Gradient(MeanTimeGradient)
      .Reference(ReferenceMeanTime)
      .Flops(InputElements);
}

OpDef RepeatTimeOp() {
  return OpDef("repeat_time", "the same array in every step")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kTemporal)
      .Shape(RepeatTimeShape)
      .Gradient(PassOn)
      .Reference(ReferenceRepeatTime)
      .Flops(NoFlops);
}

}  // namespace synfire
