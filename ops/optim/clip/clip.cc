#include "ops/optim/clip/clip.h"

#include "graph/op/real.h"

namespace synfire {
namespace {

absl::Status GlobalNormShape(InferContext& context) {
  const DType dtype = context.input(0).dtype;
  for (int i = 0; i < context.num_inputs(); ++i) {
    const std::string name = context.input_name(i);
    SYNFIRE_RETURN_IF_ERROR(ExpectReal(name, context.input(i).dtype));
    if (context.input(i).temporal()) {
      return UserError(name, " is temporal, expected static");
    }
    if (context.input(i).dtype != dtype) {
      return UserError(name, " is ", Name(context.input(i).dtype),
                       ", expected ", Name(dtype), " like ",
                       context.input_name(0));
    }
  }
  context.SetOutput(0, dtype, Shape{});
  return absl::OkStatus();
}

absl::Status ClipScaleShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectReal("norm", context.input(0).dtype));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(0, Shape{}, "one number"));
  context.SetOutput(0, context.input(0).dtype, Shape{});
  return absl::OkStatus();
}

AttrDef Max() {
  AttrDef max;
  max.name = "max";
  max.type = AttrType::kFloat;
  max.doc = "the norm above which gradients are scaled down to it";
  max.min = 0;
  max.min_exclusive = true;
  return max;
}

}  // namespace

OpDef GlobalNormOp() {
  return OpDef("global_norm", "L2 norm of several arrays together")
      .VariadicInput("grad", "[*]")
      .Output("norm", "[]", OutputTime::kStatic)
      .Shape(GlobalNormShape)
      .Reference(ReferenceGlobalNorm)
      .Flops([](const KernelProblem& problem) {
        int64_t elements = 0;
        for (size_t i = 0; i < problem.inputs.size(); ++i) {
          elements += problem.InputElements(i);
        }
        return 2 * elements;
      });
}

OpDef ClipScaleOp() {
  return OpDef("clip_scale", "the factor that brings a norm down to a maximum")
      .Input("norm", "[]")
      .Output("scale", "[]")
      .Attr(Max())
      .Shape(ClipScaleShape)
      .Reference(ReferenceClipScale);
}

}  // namespace synfire
