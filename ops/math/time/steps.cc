// stack_time, step_of, place_step: single steps into and out of the time axis.
#include "graph/op/gradient.h"
#include "ops/math/time/checks.h"
#include "ops/math/time/time.h"

namespace synfire {
namespace {

AttrDef Step() {
  AttrDef t;
  t.name = "t";
  t.type = AttrType::kInt;
  t.doc = "the step, counted from 0";
  t.min = 0;
  return t;
}

absl::Status ExpectStep(const InferContext& context) {
  const int64_t t = context.attrs().Int("t");
  if (t < context.steps()) return absl::OkStatus();
  return UserError("t = ", t, " is out of range; expected 0 to ",
                   context.steps() - 1);
}

absl::Status StackTimeShape(InferContext& context) {
  if (context.num_inputs() != context.steps()) {
    return UserError(context.num_inputs(), " inputs, expected ",
                     context.steps(), ": one a time step");
  }
  for (int i = 0; i < context.num_inputs(); ++i) {
    SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, i, Time::kStatic));
  }
  return SameShape(context);
}

absl::Status StepOfShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kTemporal));
  SYNFIRE_RETURN_IF_ERROR(ExpectStep(context));
  return LikeInput(context);
}

absl::Status PlaceStepShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kStatic));
  SYNFIRE_RETURN_IF_ERROR(ExpectStep(context));
  return LikeInput(context);
}

absl::Status StackTimeGradient(GradientContext& context) {
  for (int i = 0; i < context.num_inputs(); ++i) {
    if (!context.needs(i)) continue;
    Attrs attrs;
    attrs.Set("t", int64_t{i});
    SYNFIRE_ASSIGN_OR_RETURN(
        const std::vector<ValueId> dx,
        context.Emit("step_of", {context.output_gradient(0)}, attrs,
                     absl::StrCat("@", i)));
    context.Set(i, dx[0]);
  }
  return absl::OkStatus();
}

absl::Status StepOfGradient(GradientContext& context) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("place_step", {context.output_gradient(0)},
                   context.attrs()));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

absl::Status PlaceStepGradient(GradientContext& context) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("step_of", {context.output_gradient(0)}, context.attrs()));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef StackTimeOp() {
  return OpDef("stack_time", "its inputs as the steps of one value")
      .Joint()
      .VariadicInput("x", "[*]")
      .Output("y", "like x", OutputTime::kTemporal)
      .Shape(StackTimeShape)
      .Gradient(StackTimeGradient)
      .Reference(ReferenceStackTime)
      .Flops(NoFlops);
}

OpDef StepOfOp() {
  return OpDef("step_of", "one step of a temporal value")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kStatic)
      .Attr(Step())
      .Shape(StepOfShape)
      .Gradient(StepOfGradient)
      .Reference(ReferenceStepOf)
      .Flops(NoFlops);
}

OpDef PlaceStepOp() {
  return OpDef("place_step", "an array in one step, zero in the others")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kTemporal)
      .Attr(Step())
      .Shape(PlaceStepShape)
      .Gradient(PlaceStepGradient)
      .Reference(ReferencePlaceStep)
      .Flops(NoFlops);
}

}  // namespace synfire
