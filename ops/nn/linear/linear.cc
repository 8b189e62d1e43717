#include "ops/nn/linear/linear.h"

#include <algorithm>

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

absl::Status LinearShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectRoundedOperands(context.attrs()));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 2));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 2));
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 1));
  const Shape &x = context.shape(0), &weight = context.shape(1);
  SYNFIRE_RETURN_IF_ERROR(
      context.ExpectShape(1, Shape{weight[0], x[1]},
                          "a row for each output, a column for each input"));
  if (context.has_input(2)) {
    SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 2));
    SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 2));
    SYNFIRE_RETURN_IF_ERROR(
        context.ExpectShape(2, Shape{weight[0]}, "one for each row of weight"));
  }
  context.SetOutput(0, context.input(0).dtype, Shape{x[0], weight[0]});
  return absl::OkStatus();
}

absl::Status GradInputShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 2));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 2));
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 1));
  const Shape &dy = context.shape(0), &weight = context.shape(1);
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(1, Shape{dy[1], weight[1]},
                                              "a row for each column of dy"));
  context.SetOutput(0, context.input(0).dtype, Shape{dy[0], weight[1]});
  return absl::OkStatus();
}

absl::Status GradWeightShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 2));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 2));
  const Shape &x = context.shape(0), &dy = context.shape(1);
  SYNFIRE_RETURN_IF_ERROR(
      context.ExpectShape(1, Shape{x[0], dy[1]}, "as many rows as x"));
  context.SetOutput(0, context.input(0).dtype, Shape{dy[1], x[1]});
  return absl::OkStatus();
}

absl::Status LinearGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone) return absl::OkStatus();
  const ValueId x = context.input(0), weight = context.input(1);
  const Attrs attrs = WithoutResult(context.attrs());
  if (context.needs(0)) {
    SYNFIRE_ASSIGN_OR_RETURN(
        const auto dx,
        context.Emit("linear_grad_input", {dy, weight}, attrs, ".x"));
    context.Set(0, dx[0]);
  }
  if (context.needs(1)) {
    SYNFIRE_ASSIGN_OR_RETURN(
        const auto dweight,
        context.Emit("linear_grad_weight", {x, dy}, attrs, ".weight"));
    context.Set(1, dweight[0]);
  }
  if (context.num_inputs() > 2 && context.needs(2)) {
    SYNFIRE_ASSIGN_OR_RETURN(const auto dbias,
                             context.Emit("channel_sum", {dy}, {}, ".bias"));
    context.Set(2, dbias[0]);
  }
  return absl::OkStatus();
}

}  // namespace

OpDef LinearOp() {
  return OpDef("linear", "fully connected layer")
      .Input("x", "[N,I]")
      .Input("weight", "[O,I]")
      .OptionalInput("bias", "[O]")
      .Output("y", "[N,O]")
      .Attr(OperandsAttr())
      .Attr(ResultAttr())
      .Rounds(RoundsResult)
      .Shape(LinearShape)
      .Gradient(LinearGradient)
      .Reference(ReferenceLinear)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax(
            {2, problem.OutputElements(0), problem.input(1).shape[1]});
      });
}

OpDef LinearGradInputOp() {
  return OpDef("linear_grad_input", "linear's gradient for x")
      .Input("dy", "[N,O]")
      .Input("weight", "[O,I]")
      .Output("dx", "[N,I]")
      .Attr(OperandsAttr())
      .Shape(GradInputShape)
      .Reference(ReferenceLinearGradInput)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax(
            {2, problem.InputElements(0), problem.input(1).shape[1]});
      });
}

OpDef LinearGradWeightOp() {
  return OpDef("linear_grad_weight", "linear's gradient for weight")
      .Joint()
      .Input("x", "[N,I]")
      .Input("dy", "[N,O]")
      .Output("dweight", "[O,I]", OutputTime::kStatic)
      .Attr(OperandsAttr())
      .Shape(GradWeightShape)
      .Reference(ReferenceLinearGradWeight)
      .Flops([](const KernelProblem& problem) {
        const int64_t inputs = problem.input(0).shape[1];
        const int64_t outputs = problem.input(1).shape[1];
        const int64_t rows = std::max(problem.InputElements(0) / inputs,
                                      problem.InputElements(1) / outputs);
        return ProductOrMax({2, rows, inputs, outputs});
      });
}

}  // namespace synfire
