#include "ops/math/scale/scale.h"

#include "graph/op/gradient.h"
#include "graph/op/real.h"

namespace synfire {
namespace {

absl::Status ScaleShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(
      ExpectReal(context.input_name(0), context.input(0).dtype));
  return SameShape(context);
}

absl::Status ScaleGradient(GradientContext& context) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("scale", {context.output_gradient(0)}, context.attrs()));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

AttrDef Factor() {
  AttrDef factor;
  factor.name = "factor";
  factor.type = AttrType::kFloat;
  factor.doc = "what every element is multiplied by";
  return factor;
}

}  // namespace

OpDef ScaleOp() {
  return OpDef("scale", "multiplies by a number")
      .Input("x", "[*]")
      .Output("y", "like x")
      .Attr(Factor())
      .Shape(ScaleShape)
      .Gradient(ScaleGradient)
      .Reference(ReferenceScale)
      .InPlace(0, 0);
}

}  // namespace synfire
