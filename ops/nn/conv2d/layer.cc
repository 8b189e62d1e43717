#include "ops/nn/conv2d/conv2d.h"
#include "ops/nn/operands/operands.h"
#include "ops/nn/weight_init.h"

namespace synfire {
namespace {

absl::StatusOr<ValueId> Build(LayerContext& context) {
  SYNFIRE_RETURN_IF_ERROR(context.ExpectRank(0, 4, "[N,H,W,C]"));
  const Attrs& attrs = context.attrs();
  const Shape& x = context.input_type(0).shape;
  const int64_t channels = attrs.Int("channels"), groups = attrs.Int("groups");
  const Pair kernel = PairOf(attrs, "kernel");
  SYNFIRE_RETURN_IF_ERROR(ExpectBiasInitUsed(attrs));
  SYNFIRE_RETURN_IF_ERROR(ExpectGroups(groups, x[3], "x"));
  if (channels % groups != 0) {
    return UserError("groups = ", groups,
                     " does not divide channels = ", channels);
  }
  SYNFIRE_RETURN_IF_ERROR(
      ConvolutionWindow(attrs, kernel).Output({x[1], x[2]}).status());
  const Shape weight_shape{channels, x[3] / groups, kernel[0], kernel[1]};
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId weight,
      context.Parameter("weight", weight_shape, attrs.String("init")));
  std::vector<ValueId> inputs = {context.input(0), weight};
  if (attrs.Bool("bias")) {
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId bias,
                             context.Parameter("bias", Shape{channels},
                                               BiasInit(attrs, weight_shape)));
    inputs.push_back(bias);
  }
  Attrs op;
  for (const char* name : {"stride", "pad", "dilation", "groups"}) {
    op.Set(name, attrs.Get(name));
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::string operands, OperandsOf(context));
  op.Set("operands", operands);
  SYNFIRE_ASSIGN_OR_RETURN(const auto outputs,
                           context.Emit("conv2d", inputs, op));
  return outputs[0];
}

}  // namespace

LayerDef Conv2dLayer() {
  Schema schema("layer", "conv2d", "convolution of images [N,H,W,C]");
  schema.Int("channels", std::nullopt, 1, kLargestExtent, "output channels")
      .Attr(KernelAttr())
      .Attr(StrideAttr())
      .Attr(PadAttr())
      .Attr(DilationAttr())
      .Int("groups", 1, 1, kLargestExtent, "groups of channels kept apart")
      .Bool("bias", true, "whether an offset is added to each channel")
      .Attr(WeightInitAttr())
      .Attr(BiasInitAttr())
      .Attr(LayerOperandsAttr());
  return LayerDef{schema, 1, 1, Build};
}

}  // namespace synfire
