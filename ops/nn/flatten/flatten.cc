#include "ops/nn/flatten/flatten.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"

namespace synfire {
namespace {

absl::Status FlattenShape(InferContext& context) {
  const Shape& x = context.shape(0);
  if (x.rank() != 4 && x.rank() != 2) {
    return UserError("x is ", x.ToString(),
                     ", expected 4 axes [N,H,W,C] or 2 axes [N,F]");
  }
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0));
  context.SetOutput(0, context.input(0).dtype, Shape{x[0], x.size() / x[0]});
  return absl::OkStatus();
}

absl::Status UnflattenShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 2));
  const Shape& x = context.shape(0);
  const Shape image(context.attrs().Ints("shape"));
  SYNFIRE_RETURN_IF_ERROR(Annotate(image.CheckedSize().status(), "shape: "));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
      0, Shape{x[0], image.size()},
      absl::StrCat("the elements of shape = ", image.ToString())));
  context.SetOutput(0, context.input(0).dtype,
                    Shape{x[0], image[0], image[1], image[2]});
  return absl::OkStatus();
}

absl::Status FlattenGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  const Shape& x = context.input_type(0).shape;
  if (x.rank() == 2) {
    context.Set(0, dy);
    return absl::OkStatus();
  }
  Attrs attrs;
  attrs.Set("shape", std::vector<int64_t>{x[1], x[2], x[3]});
  SYNFIRE_ASSIGN_OR_RETURN(const auto dx,
                           context.Emit("unflatten", {dy}, attrs));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

absl::Status UnflattenGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(const auto dx, context.Emit("flatten", {dy}));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

AttrDef ShapeAttr() {
  AttrDef def{"shape", AttrType::kInts, "height, width and channels"};
  def.length = 3;
  def.min = 1;
  return def;
}

int64_t NoFlops(const KernelProblem&) { return 0; }

}  // namespace

OpDef FlattenOp() {
  return OpDef("flatten", "images as rows of features")
      .Input("x", "[N,H,W,C] or [N,F]")
      .Output("y", "[N,F]")
      .Shape(FlattenShape)
      .Gradient(FlattenGradient)
      .Reference(ReferenceFlatten)
      .Flops(NoFlops);
}

OpDef UnflattenOp() {
  return OpDef("unflatten", "rows of features as images")
      .Attr(ShapeAttr())
      .Input("x", "[N,F]")
      .Output("y", "[N,H,W,C]")
      .Shape(UnflattenShape)
      .Gradient(UnflattenGradient)
      .Reference(ReferenceUnflatten)
      .Flops(NoFlops);
}

}  // namespace synfire
