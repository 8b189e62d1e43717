#include "ops/optim/adam/adam.h"

#include <limits>

#include "ops/optim/update.h"

namespace synfire {
namespace {

std::vector<AttrDef> AdamAttrs(double weight_decay) {
  const double unbounded = std::numeric_limits<double>::infinity();
  return {
      FloatAttr("beta1", 0.9, 0, 1, "share kept of the mean gradient"),
      FloatAttr("beta2", 0.999, 0, 1, "share kept of the mean square"),
      FloatAttr("epsilon", 1e-8, 0, unbounded, "added to the root mean square"),
      FloatAttr("weight_decay", weight_decay, 0, unbounded,
                "pull of the parameters towards 0")};
}

AttrDef Decoupled() {
  AttrDef decoupled;
  decoupled.name = "decoupled";
  decoupled.type = AttrType::kBool;
  decoupled.doc = "decay the parameter itself, not through the gradient";
  decoupled.fallback = false;
  return decoupled;
}

absl::Status AdamShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectUpdate(context, {1, 2, 3}, {4, 6}));
  SYNFIRE_RETURN_IF_ERROR(ExpectStep(context, 5));
  // A mean that keeps everything never moves, and is corrected by 1 / 0.
  for (const char* beta : {"beta1", "beta2"}) {
    if (context.attrs().Float(beta) == 1) {
      return UserError(beta, " = 1, expected less than 1");
    }
  }
  for (int i = 0; i < 3; ++i) {
    context.SetOutput(i, context.input(0).dtype, context.shape(0));
  }
  return absl::OkStatus();
}

absl::Status BuildAdam(LayerContext& context, bool decoupled) {
  Attrs attrs;
  for (const AttrDef& attr : AdamAttrs(0)) {
    attrs.Set(attr.name, context.attrs().Get(attr.name));
  }
  attrs.Set("decoupled", decoupled);
  const ValueId param = context.input(0);
  const Shape& shape = context.input_type(0).shape;
  const std::string zero = "constant(value = 0)";
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId m,
                           context.State("adam.m", shape, zero));
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId v,
                           context.State("adam.v", shape, zero));
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId step,
                           context.Input("step", Type{DType::kI64, Shape{}}));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> next,
      context.Emit("adam",
                   {param, context.input(1), m, v, context.input(2), step,
                    context.input(3)},
                   attrs, ".adam"));
  SYNFIRE_RETURN_IF_ERROR(context.Update(m, next[1]));
  SYNFIRE_RETURN_IF_ERROR(context.Update(v, next[2]));
  return context.Update(param, next[0]);
}

OptimizerDef Optimizer(std::string name, std::string doc, double weight_decay,
                       bool decoupled) {
  Schema schema("optimizer", std::move(name), std::move(doc));
  schema.Attr(LearningRateAttr());
  for (const AttrDef& attr : AdamAttrs(weight_decay)) schema.Attr(attr);
  return {std::move(schema), [decoupled](LayerContext& context) {
            return BuildAdam(context, decoupled);
          }};
}

}  // namespace

OpDef AdamOp() {
  OpDef op("adam", "a step of Adam or AdamW");
  op.Input("param", "[*]")
      .Input("grad", "[*]")
      .Input("m", "[*]")
      .Input("v", "[*]")
      .Input("lr", "[]")
      .Input("step", "[]")
      .OptionalInput("grad_scale", "[]")
      .Output("next", "like param", OutputTime::kStatic)
      .Output("next_m", "like param", OutputTime::kStatic)
      .Output("next_v", "like param", OutputTime::kStatic)
      .Shape(AdamShape)
      .Reference(ReferenceAdam)
      .InPlace(0, 0)
      .InPlace(1, 2)
      .InPlace(2, 3)
      .Flops([](const KernelProblem& problem) {
        return 16 * problem.OutputElements(0);
      });
  for (const AttrDef& attr : AdamAttrs(0)) op.Attr(attr);
  return op.Attr(Decoupled());
}

OptimizerDef AdamOptimizer() {
  return Optimizer("adam", "adaptive moments; decay through the gradient", 0,
                   false);
}

OptimizerDef AdamWOptimizer() {
  return Optimizer("adamw", "adaptive moments; decoupled weight decay", 0.01,
                   true);
}

}  // namespace synfire
