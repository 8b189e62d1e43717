#include "ops/nn/linear/linear.h"
#include "ops/nn/operands/operands.h"
#include "ops/nn/weight_init.h"
#include "ops/nn/window/window.h"

namespace synfire {
namespace {

absl::StatusOr<ValueId> Build(LayerContext& context) {
  const Attrs& attrs = context.attrs();
  const Shape& x = context.input_type(0).shape;
  if (x.rank() == 4) {
    return UserError("x is ", x.ToString(),
                     ", expected 2 axes [N,I]; put a flatten layer before");
  }
  SYNFIRE_RETURN_IF_ERROR(context.ExpectRank(0, 2, "[N,I]"));
  SYNFIRE_RETURN_IF_ERROR(ExpectBiasInitUsed(attrs));
  const Shape weight_shape{attrs.Int("features"), x[1]};
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId weight,
      context.Parameter("weight", weight_shape, attrs.String("init")));
  std::vector<ValueId> inputs = {context.input(0), weight};
  if (attrs.Bool("bias")) {
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId bias,
                             context.Parameter("bias", Shape{weight_shape[0]},
                                               BiasInit(attrs, weight_shape)));
    inputs.push_back(bias);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::string operands, OperandsOf(context));
  Attrs op;
  op.Set("operands", operands);
  SYNFIRE_ASSIGN_OR_RETURN(const auto outputs,
                           context.Emit("linear", inputs, op));
  return outputs[0];
}

}  // namespace

LayerDef LinearLayer() {
  Schema schema("layer", "linear", "fully connected layer on [N,I]");
  schema.Int("features", std::nullopt, 1, kLargestExtent, "output features")
      .Attr(WeightInitAttr())
      .Bool("bias", true, "whether an offset is added to each feature")
      .Attr(BiasInitAttr())
      .Attr(LayerOperandsAttr());
  return LayerDef{schema, 1, 1, Build};
}

}  // namespace synfire
