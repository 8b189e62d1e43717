#include "ops/neurons/psn/psn.h"

#include "graph/op/gradient.h"
#include "graph/op/real.h"
#include "ops/neurons/scan_op.h"

namespace synfire {
namespace {

absl::Status ExpectParameter(const InferContext& context, int i,
                             const Shape& shape, absl::string_view why) {
  const std::string name = context.input_name(i);
  const Type& type = context.input(i);
  if (type.dtype != context.input(0).dtype) {
    return UserError(name, " is ", Name(type.dtype), ", expected ",
                     Name(context.input(0).dtype), " like x");
  }
  if (type.temporal()) {
    return UserError(name, " is temporal, expected static: one for all steps");
  }
  return context.ExpectShape(i, shape, why);
}

absl::Status CheckInputs(const InferContext& context) {
  const Attrs& attrs = context.attrs();
  const int64_t steps = context.steps();
  SYNFIRE_RETURN_IF_ERROR(ExpectReal("x", context.input(0).dtype));
  SYNFIRE_RETURN_IF_ERROR(CheckSurrogate(attrs));
  if (steps > kMaxPsnSteps) {
    return UserError(steps,
                     " time steps, of which psn weighs each pair; "
                     "expected at most ",
                     kMaxPsnSteps);
  }
  const Shape& w = context.shape(PsnPorts::kW);
  if (w.rank() != 1) {
    SYNFIRE_RETURN_IF_ERROR(ExpectParameter(
        context, PsnPorts::kW, Shape{steps, steps}, "one for each two steps"));
    return ExpectParameter(context, PsnPorts::kB, Shape{steps},
                           "one for each step");
  }
  if (w[0] < 1 || w[0] > kMaxPsnSteps) {
    return UserError("w is ", w.ToString(), ", expected 1 to ", kMaxPsnSteps,
                     " taps");
  }
  if (attrs.Int("order") != 0 || attrs.Float("lambda") != 1) {
    return UserError("w is ", w.ToString(),
                     ", taps, to which order and lambda do not apply");
  }
  SYNFIRE_RETURN_IF_ERROR(
      ExpectParameter(context, PsnPorts::kW, w, "the taps"));
  return ExpectParameter(context, PsnPorts::kB, Shape{}, "one for all steps");
}

absl::Status PsnShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(CheckInputs(context));
  const Type& x = context.input(0);
  context.SetOutput(PsnPorts::kS, x.dtype, x.shape);
  context.SetOutput(PsnPorts::kSpikes, DType::kI64, Shape{});
  return absl::OkStatus();
}

absl::Status PsnGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(CheckInputs(context));
  const Type& x = context.input(0);
  const Type& ds = context.input(PsnPorts::kDs);
  if (ds.dtype != x.dtype) {
    return UserError("ds is ", Name(ds.dtype), ", expected ", Name(x.dtype),
                     " like x");
  }
  SYNFIRE_RETURN_IF_ERROR(
      context.ExpectShape(PsnPorts::kDs, x.shape, "like x"));
  if (!ds.temporal()) return UserError("ds is static, expected temporal");
  context.SetOutput(PsnPorts::kDx, x.dtype, x.shape);
  context.SetTime(PsnPorts::kDx, x.time);
  context.SetOutput(PsnPorts::kDw, x.dtype, context.shape(PsnPorts::kW));
  context.SetOutput(PsnPorts::kDb, x.dtype, context.shape(PsnPorts::kB));
  return absl::OkStatus();
}

absl::Status Gradient(GradientContext& context) {
  const ValueId ds = context.output_gradient(PsnPorts::kS);
  if (ds == kNone) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> gradients,
      context.Emit("psn_grad",
                   {context.input(0), context.input(1), context.input(2), ds},
                   context.attrs()));
  for (int i = 0; i < context.num_inputs(); ++i) {
    if (context.needs(i)) context.Set(i, gradients[i]);
  }
  return absl::OkStatus();
}

void AddAttrs(OpDef* op) {
  AttrDef order{"order", AttrType::kInt,
                "steps that a step reads, itself the last; 0: all"};
  order.unit = "steps";
  order.fallback = int64_t{0};
  order.min = 0;
  order.max = static_cast<double>(kMaxPsnSteps);
  AttrDef lambda{"lambda", AttrType::kFloat,
                 "how far other steps are shut out; 1: wholly"};
  lambda.fallback = 1.0;
  lambda.min = 0;
  lambda.max = 1;
  AttrDef surrogate{"surrogate", AttrType::kCall,
                    "what stands for the derivative of firing"};
  surrogate.fallback = std::string("atan(alpha = 2)");
  AttrDef smooth{"smooth", AttrType::kBool,
                 "fire the surrogate's primitive in place of the step"};
  smooth.fallback = false;
  for (const AttrDef& def : {order, lambda, surrogate, smooth}) op->Attr(def);
}

// Two a multiplication; `passes` matrix products over the same pairs of steps.
int64_t Flops(const KernelProblem& problem, int64_t passes) {
  const Mixing mixing = MixingOf(problem);
  int64_t pairs = 0;
  for (int t = 0; t < mixing.steps; ++t) {
    pairs += mixing.End(t) - mixing.First(t);
  }
  return 2 * passes * pairs * problem.input(0).shape.size();
}

}  // namespace

Mixing MixingOf(const KernelProblem& problem) {
  const Shape& w = problem.input(PsnPorts::kW).shape;
  return {static_cast<int>(problem.steps),
          w.rank() == 1 ? static_cast<int>(w[0]) : 0,
          static_cast<int>(problem.attrs.Int("order")),
          problem.attrs.Float("lambda")};
}

OpDef PsnOp() {
  OpDef op("psn", "parallel spiking neuron: fires where M x + b >= 0");
  op.Input("x", "[*]").Input("w", "[T,T] or [K]").Input("b", "[T] or []");
  op.Output("s", "like x", OutputTime::kTemporal)
      .Output("spikes", "[]", OutputTime::kStatic);
  AddAttrs(&op);
  return op.Shape(PsnShape)
      .Gradient(Gradient)
      .Reference(ReferencePsn)
      .Flops([](const KernelProblem& problem) { return Flops(problem, 1); })
      .Joint();
}

OpDef PsnGradOp() {
  OpDef op("psn_grad", "gradient of psn");
  op.Input("x", "[*]").Input("w", "[T,T] or [K]").Input("b", "[T] or []");
  op.Input("ds", "like x");
  op.Output("dx", "like x")
      .Output("dw", "like w", OutputTime::kStatic)
      .Output("db", "like b", OutputTime::kStatic);
  AddAttrs(&op);
  return op.Shape(PsnGradShape)
      .Reference(ReferencePsnGrad)
      .Flops([](const KernelProblem& problem) { return Flops(problem, 3); })
      .Joint();
}

}  // namespace synfire
