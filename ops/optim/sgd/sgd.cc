#include "ops/optim/sgd/sgd.h"

#include <limits>

#include "ops/optim/update.h"

namespace synfire {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

std::vector<AttrDef> SgdAttrs() {
  AttrDef nesterov;
  nesterov.name = "nesterov";
  nesterov.type = AttrType::kBool;
  nesterov.doc = "look ahead by one more step of momentum";
  nesterov.fallback = false;
  return {FloatAttr("momentum", 0, 0, kUnbounded,
                    "share of the velocity that is kept"),
          FloatAttr("dampening", 0, 0, 1,
                    "share of the gradient kept out of the velocity"),
          nesterov,
          FloatAttr("weight_decay", 0, 0, kUnbounded,
                    "L2 penalty, added to the gradient")};
}

enum Port { kParam, kGrad, kVelocity, kLr, kGradScale, kStep };

absl::Status SgdShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(
      ExpectUpdate(context, {kGrad, kVelocity}, {kLr, kGradScale}));
  SYNFIRE_RETURN_IF_ERROR(ExpectStep(context, kStep));
  const Attrs& attrs = context.attrs();
  const double momentum = attrs.Float("momentum");
  const double dampening = attrs.Float("dampening");
  if (attrs.Bool("nesterov") && (momentum == 0 || dampening != 0)) {
    return UserError("nesterov needs momentum > 0 and dampening = 0");
  }
  if (context.has_input(kVelocity) != (momentum != 0)) {
    return UserError("momentum = ", ToText(momentum),
                     momentum != 0 ? " needs a velocity" : " has no velocity");
  }
  if (momentum != 0 && dampening != 0 && !context.has_input(kStep)) {
    return UserError("dampening = ", ToText(dampening), " needs a step");
  }
  const Type& param = context.input(kParam);
  context.SetOutput(0, param.dtype, param.shape);
  context.SetOutput(1, param.dtype, momentum != 0 ? param.shape : Shape{0});
  return absl::OkStatus();
}

absl::Status BuildSgd(LayerContext& context) {
  const Attrs& given = context.attrs();
  Attrs attrs;
  for (const AttrDef& attr : SgdAttrs()) {
    attrs.Set(attr.name, given.Get(attr.name));
  }
  const ValueId param = context.input(0);
  ValueId velocity = kNone, step = kNone;
  if (given.Float("momentum") != 0) {
    SYNFIRE_ASSIGN_OR_RETURN(
        velocity, context.State("sgd.velocity", context.input_type(0).shape,
                                "constant(value = 0)"));
    if (given.Float("dampening") != 0) {
      SYNFIRE_ASSIGN_OR_RETURN(
          step, context.Input("step", Type{DType::kI64, Shape{}}));
    }
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> next,
      context.Emit("sgd",
                   {param, context.input(1), velocity, context.input(2),
                    context.input(3), step},
                   attrs, ".sgd"));
  if (velocity != kNone) {
    SYNFIRE_RETURN_IF_ERROR(context.Update(velocity, next[1]));
  }
  return context.Update(param, next[0]);
}

}  // namespace

OpDef SgdOp() {
  OpDef op("sgd", "a step of stochastic gradient descent");
  op.Input("param", "[*]")
      .Input("grad", "[*]")
      .OptionalInput("velocity", "[*]")
      .Input("lr", "[]")
      .OptionalInput("grad_scale", "[]")
      .OptionalInput("step", "[]")
      .Output("next", "like param", OutputTime::kStatic)
      .Output("next_velocity", "like velocity", OutputTime::kStatic)
      .Shape(SgdShape)
      .Reference(ReferenceSgd)
      .InPlace(0, kParam)
      .InPlace(1, kVelocity)
      .Flops([](const KernelProblem& problem) {
        return (problem.has_input(kVelocity) ? 8 : 5) *
               problem.OutputElements(0);
      });
  for (const AttrDef& attr : SgdAttrs()) op.Attr(attr);
  return op;
}

OptimizerDef SgdOptimizer() {
  Schema schema("optimizer", "sgd", "stochastic gradient descent");
  schema.Attr(LearningRateAttr());
  for (const AttrDef& attr : SgdAttrs()) schema.Attr(attr);
  return {std::move(schema), BuildSgd};
}

}  // namespace synfire
