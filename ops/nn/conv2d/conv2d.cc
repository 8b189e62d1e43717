#include "ops/nn/conv2d/conv2d.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"
#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

Pair ImageOf(const Shape& images) { return {images[1], images[2]}; }
Pair KernelOf(const Shape& weight) { return {weight[2], weight[3]}; }

absl::Status ConvolutionShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectRoundedOperands(context.attrs()));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 4));
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 1));
  const Shape &x = context.shape(0), &weight = context.shape(1);
  const int64_t groups = context.attrs().Int("groups");
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, x[3], "x"));
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, weight[0], "y"));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
      1, Shape{weight[0], x[3] / groups, weight[2], weight[3]},
      "[O,C/groups,KH,KW] for the channels of x"));
  if (context.has_input(2)) {
    SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 2));
    SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 2));
    SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
        2, Shape{weight[0]}, "one for each output channel of weight"));
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const Pair y,
      ConvolutionWindow(context.attrs(), KernelOf(weight)).Output(ImageOf(x)));
  context.SetOutput(0, context.input(0).dtype,
                    Shape{x[0], y[kHeight], y[kWidth], weight[0]});
  return absl::OkStatus();
}

// dy is what a forward op of this window makes of an input of `size`.
absl::Status ExpectOutputSize(const InferContext& context, int dy,
                              const Window& window, Pair size) {
  SYNFIRE_ASSIGN_OR_RETURN(const Pair y, window.Output(size));
  const Shape& shape = context.shape(dy);
  return context.ExpectShape(
      dy, Shape{shape[0], y[kHeight], y[kWidth], shape[3]},
      absl::StrCat("the output for a ", ToText(size), " input"));
}

absl::Status GradInputShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 4));
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, 1));
  const Shape &dy = context.shape(0), &weight = context.shape(1);
  const int64_t groups = context.attrs().Int("groups");
  const Pair size = PairOf(context.attrs(), "size");
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, dy[3], "dy"));
  SYNFIRE_RETURN_IF_ERROR(
      context.ExpectShape(1, Shape{dy[3], weight[1], weight[2], weight[3]},
                          "[O,C/groups,KH,KW] for the channels of dy"));
  SYNFIRE_RETURN_IF_ERROR(ExpectOutputSize(
      context, 0, ConvolutionWindow(context.attrs(), KernelOf(weight)), size));
  const int64_t channels = ProductOrMax({weight[1], groups});
  context.SetOutput(0, context.input(0).dtype,
                    Shape{dy[0], size[kHeight], size[kWidth], channels});
  return absl::OkStatus();
}

absl::Status GradWeightShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0, 4));
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 1, 4));
  const Shape &x = context.shape(0), &dy = context.shape(1);
  const int64_t groups = context.attrs().Int("groups");
  const Pair kernel = PairOf(context.attrs(), "kernel");
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, x[3], "x"));
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, dy[3], "dy"));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
      1, Shape{x[0], dy[1], dy[2], dy[3]}, "as many images as x"));
  SYNFIRE_RETURN_IF_ERROR(ExpectOutputSize(
      context, 1, ConvolutionWindow(context.attrs(), kernel), ImageOf(x)));
  context.SetOutput(0, context.input(0).dtype,
                    Shape{dy[3], x[3] / groups, kernel[0], kernel[1]});
  return absl::OkStatus();
}

absl::Status ConvolutionGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone) return absl::OkStatus();
  const ValueId x = context.input(0), weight = context.input(1);
  // The weight first: dx, as large as x, is then not in memory yet.
  if (context.needs(1)) {
    Attrs attrs = WithoutResult(context.attrs());
    attrs.Set("kernel", Ints(KernelOf(context.input_type(1).shape)));
    SYNFIRE_ASSIGN_OR_RETURN(
        const auto dweight,
        context.Emit("conv2d_grad_weight", {x, dy}, attrs, ".weight"));
    context.Set(1, dweight[0]);
  }
  if (context.needs(0)) {
    Attrs attrs = WithoutResult(context.attrs());
    attrs.Set("size", Ints(ImageOf(context.input_type(0).shape)));
    SYNFIRE_ASSIGN_OR_RETURN(
        const auto dx,
        context.Emit("conv2d_grad_input", {dy, weight}, attrs, ".x"));
    context.Set(0, dx[0]);
  }
  if (context.num_inputs() > 2 && context.needs(2)) {
    SYNFIRE_ASSIGN_OR_RETURN(const auto dbias,
                             context.Emit("channel_sum", {dy}, {}, ".bias"));
    context.Set(2, dbias[0]);
  }
  return absl::OkStatus();
}

int64_t Flops(const Conv2dSizes& sizes) {
  return ProductOrMax({2, sizes.multiplications()});
}

AttrDef GroupsAttr() {
  AttrDef def{"groups", AttrType::kInt, "groups of channels kept apart"};
  def.fallback = int64_t{1};
  def.min = 1;
  return def;
}

OpDef WithWindow(OpDef op) {
  return op.Attr(StrideAttr())
      .Attr(PadAttr())
      .Attr(DilationAttr())
      .Attr(GroupsAttr())
      .Attr(OperandsAttr());
}

}  // namespace

absl::Status ExpectGroups(int64_t groups, int64_t channels,
                          absl::string_view of) {
  if (channels % groups == 0) return absl::OkStatus();
  return UserError("groups = ", groups, " does not divide the ", channels,
                   " channels of ", of);
}

OpDef Conv2dOp() {
  return WithWindow(OpDef("conv2d", "convolution of images"))
      .Attr(ResultAttr())
      .Rounds(RoundsResult)
      .Input("x", "[N,H,W,C]")
      .Input("weight", "[O,C/groups,KH,KW]")
      .OptionalInput("bias", "[O]")
      .Output("y", "[N,P,Q,O]")
      .Shape(ConvolutionShape)
      .Gradient(ConvolutionGradient)
      .Reference(ReferenceConv2d)
      .Flops([](const KernelProblem& problem) {
        return Flops(SizesOfConv2d(problem));
      });
}

OpDef Conv2dGradInputOp() {
  return WithWindow(OpDef("conv2d_grad_input", "conv2d's gradient for x"))
      .Attr(SizeAttr())
      .Input("dy", "[N,P,Q,O]")
      .Input("weight", "[O,C/groups,KH,KW]")
      .Output("dx", "[N,H,W,C]")
      .Shape(GradInputShape)
      .Reference(ReferenceConv2dGradInput)
      .Flops([](const KernelProblem& problem) {
        return Flops(SizesOfConv2dGradInput(problem));
      });
}

OpDef Conv2dGradWeightOp() {
  return WithWindow(OpDef("conv2d_grad_weight", "conv2d's gradient for weight"))
      .Attr(KernelAttr())
      .Joint()
      .Input("x", "[N,H,W,C]")
      .Input("dy", "[N,P,Q,O]")
      .Output("dweight", "[O,C/groups,KH,KW]", OutputTime::kStatic)
      .Shape(GradWeightShape)
      .Reference(ReferenceConv2dGradWeight)
      .Flops([](const KernelProblem& problem) {
        return Flops(SizesOfConv2dGradWeight(problem));
      });
}

}  // namespace synfire
