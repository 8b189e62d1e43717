#include "ops/math/add/add.h"

#include "graph/op/gradient.h"

namespace synfire {
namespace {

absl::Status AddShape(InferContext& context) {
  const DType dtype = context.input(0).dtype;
  if (dtype != DType::kF32 && dtype != DType::kF64 && dtype != DType::kI64) {
    return UserError(context.input_name(0), " is ", Name(dtype),
                     ", expected f32, f64 or i64");
  }
  return SameShape(context);
}

absl::Status AddGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  for (int i = 0; i < context.num_inputs(); ++i) {
    if (context.needs(i)) context.Set(i, dy);
  }
  return absl::OkStatus();
}

int64_t AddFlops(const KernelProblem& problem) {
  const int64_t addends = static_cast<int64_t>(problem.inputs.size());
  return problem.OutputElements(0) * (addends - 1);
}

}  // namespace

OpDef AddOp() {
  return OpDef("add", "sum of its inputs, element by element")
      .VariadicInput("x", "[*]")
      .Output("y", "like x")
      .Shape(AddShape)
      .Gradient(AddGradient)
      .Reference(ReferenceAdd)
      .Flops(AddFlops)
      .InPlace(0, 0);
}

}  // namespace synfire
