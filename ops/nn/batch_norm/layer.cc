#include "ops/nn/batch_norm/batch_norm.h"
#include "ops/nn/norm_apply/norm_apply.h"
#include "ops/nn/running_average/running_average.h"

namespace synfire {
namespace {

const char kZeros[] = "constant(value = 0.0)";
const char kOnes[] = "constant(value = 1.0)";

struct Variables {
  ValueId weight, bias, running_mean, running_variance;
};

absl::StatusOr<Variables> AddVariables(LayerContext& context) {
  const Attrs& attrs = context.attrs();
  const Shape channels{context.input_type(0).shape.back()};
  Variables v;
  SYNFIRE_ASSIGN_OR_RETURN(
      v.weight,
      context.Parameter("weight", channels, attrs.String("scale_init")));
  SYNFIRE_ASSIGN_OR_RETURN(
      v.bias, context.Parameter("bias", channels, attrs.String("shift_init")));
  SYNFIRE_ASSIGN_OR_RETURN(v.running_mean,
                           context.State("running_mean", channels, kZeros));
  SYNFIRE_ASSIGN_OR_RETURN(v.running_variance,
                           context.State("running_var", channels, kOnes));
  return v;
}

absl::Status UpdateRunning(LayerContext& context, ValueId running,
                           ValueId batch, double factor,
                           absl::string_view suffix) {
  Attrs attrs;
  attrs.Set("momentum", context.attrs().Get("momentum")).Set("factor", factor);
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto next,
      context.Emit("running_average", {running, batch}, attrs, suffix));
  return context.Update(running, next[0]);
}

absl::StatusOr<ValueId> Build(LayerContext& context) {
  const Type x = context.input_type(0);
  if (x.shape.rank() < 2) {
    return UserError("x is ", x.shape.ToString(),
                     ", expected at least 2 axes [*,C]");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Variables v, AddVariables(context));
  Attrs attrs;
  attrs.Set("epsilon", context.attrs().Get("epsilon"));
  if (!context.training()) {
    SYNFIRE_ASSIGN_OR_RETURN(const auto y,
                             context.Emit("norm_apply",
                                          {context.input(0), v.weight, v.bias,
                                           v.running_mean, v.running_variance},
                                          attrs));
    return y[0];
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto y,
      context.Emit("batch_norm", {context.input(0), v.weight, v.bias}, attrs));
  const double n =
      static_cast<double>(x.Elements(context.steps()) / x.shape.back());
  if (n < 2) {
    return UserError("x is ", x.shape.ToString(),
                     ", which has 1 value a channel; its variance, which "
                     "training needs, takes 2 or more");
  }
  SYNFIRE_RETURN_IF_ERROR(
      UpdateRunning(context, v.running_mean, y[1], 1.0, ".next_mean"));
  SYNFIRE_RETURN_IF_ERROR(UpdateRunning(context, v.running_variance, y[2],
                                        n / (n - 1), ".next_var"));
  return y[0];
}

AttrDef InitAttr(std::string name, std::string doc, std::string fallback) {
  AttrDef def{std::move(name), AttrType::kCall, std::move(doc)};
  def.fallback = std::move(fallback);
  return def;
}

}  // namespace

LayerDef BatchNormLayer() {
  Schema schema("layer", "batch_norm",
                "normalises each channel over the batch and time");
  schema.Attr(EpsilonAttr())
      .Attr(MomentumAttr())
      .Attr(InitAttr("scale_init", "initialiser of the scale", kOnes))
      .Attr(InitAttr("shift_init", "initialiser of the shift", kZeros));
  return LayerDef{schema, 1, 1, Build};
}

}  // namespace synfire
