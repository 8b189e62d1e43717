// delay and advance: the whole time axis moved.
#include "graph/op/gradient.h"
#include "graph/op/real.h"
#include "ops/math/time/checks.h"
#include "ops/math/time/time.h"

namespace synfire {
namespace {

AttrDef Steps() {
  AttrDef steps;
  steps.name = "steps";
  steps.type = AttrType::kInt;
  steps.doc = "by how many time steps";
  steps.min = 1;
  return steps;
}

AttrDef Extent() {
  AttrDef shape;
  shape.name = "shape";
  shape.type = AttrType::kInts;
  shape.doc = "that of the input, which is made later";
  shape.min = 0;
  return shape;
}

AttrDef ElementType() {
  AttrDef dtype;
  dtype.name = "dtype";
  dtype.type = AttrType::kSymbol;
  dtype.doc = "element type of the input";
  dtype.fallback = std::string("f32");
  dtype.choices = {"f32", "f64"};
  return dtype;
}

absl::Status DelayShape(InferContext& context) {
  const synfire::Shape shape(context.attrs().Ints("shape"));
  SYNFIRE_ASSIGN_OR_RETURN(const DType dtype,
                           DTypeFromName(context.attrs().String("dtype")));
  if (context.has_input(0)) {
    SYNFIRE_RETURN_IF_ERROR(
        context.ExpectShape(0, shape, "the delay's attribute"));
    if (context.input(0).dtype != dtype) {
      return UserError("x is ", Name(context.input(0).dtype), ", expected ",
                       Name(dtype), ": the delay's attribute");
    }
  }
  context.SetOutput(0, dtype, shape);
  return absl::OkStatus();
}

absl::Status AdvanceShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kTemporal));
  return LikeInput(context);
}

absl::Status DelayGradient(GradientContext& context) {
  Attrs attrs;
  attrs.Set("steps", context.attrs().Int("steps"));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("advance", {context.output_gradient(0)}, attrs));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

}  // namespace

OpDef DelayOp() {
  return OpDef("delay", "a value as it was some steps before")
      .Joint()
      .OptionalInput("x", "shape")
      .Output("y", "shape", OutputTime::kTemporal)
      .Attr(Steps())
      .Attr(Extent())
      .Attr(ElementType())
      .Shape(DelayShape)
      .Gradient(DelayGradient)
      .Reference(ReferenceDelay)
      .Flops(NoFlops);
}

OpDef AdvanceOp() {
  return OpDef("advance", "a value as it will be some steps later")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kTemporal)
      .Attr(Steps())
      .Shape(AdvanceShape)
      .Reference(ReferenceAdvance)
      .Flops(NoFlops);
}

}  // namespace synfire
