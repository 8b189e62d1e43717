#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ops/neurons/psn/psn.h"
#include "ops/neurons/scan_op.h"

namespace synfire {
namespace {

AttrDef InitAttr(std::string fallback) {
  AttrDef init{"init", AttrType::kCall, "initialiser of the weights"};
  init.fallback = std::move(fallback);
  return init;
}

// As torch fills a linear layer of T inputs: uniform within 1 / sqrt(T).
AttrDef MatrixInit() {
  return InitAttr(absl::StrCat(
      "kaiming_uniform(fan = in, slope = ", ToText(std::sqrt(5.0)), ")"));
}

void AddRest(AttrDef init, Schema* schema) {
  schema->Attr(std::move(init));
  const double bound = std::numeric_limits<double>::infinity();
  schema->Float("init_bias", -1, -bound, bound, "",
                "bias before training; it stands for -threshold");
  AttrDef surrogate{"surrogate", AttrType::kCall,
                    "what stands for the derivative of firing"};
  surrogate.fallback = std::string("atan(alpha = 2)");
  schema->Attr(std::move(surrogate));
}

absl::StatusOr<ValueId> Build(LayerContext& context, const Shape& weight_shape,
                              const Shape& bias_shape, const Attrs& mask) {
  const Attrs& attrs = context.attrs();
  SYNFIRE_RETURN_IF_ERROR(CheckSurrogate(attrs));
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId weight,
      context.Parameter("weight", weight_shape, attrs.String("init")));
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId bias,
      context.Parameter(
          "bias", bias_shape,
          absl::StrCat("constant(value = ",
                       ToText(AttrValue(attrs.Float("init_bias"))), ")")));
  Attrs own = mask;
  own.Set("surrogate", attrs.String("surrogate"));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> outputs,
      context.Emit("psn", {context.input(0), weight, bias}, own));
  return outputs[PsnPorts::kS];
}

absl::StatusOr<ValueId> BuildMatrix(LayerContext& context, const Attrs& mask) {
  const int64_t steps = context.steps();
  if (steps > kMaxPsnSteps) {  // before a matrix of them is made
    return UserError(steps,
                     " time steps, of which each pair has a weight; "
                     "expected at most ",
                     kMaxPsnSteps);
  }
  return Build(context, Shape{steps, steps}, Shape{steps}, mask);
}

void AddOrder(const char* doc, Schema* schema) {
  schema->Int("k", std::nullopt, 1, static_cast<double>(kMaxPsnSteps), doc);
}

LayerDef Neuron(Schema schema,
                absl::StatusOr<ValueId> (*build)(LayerContext&)) {
  return LayerDef{std::move(schema), 1, 1, build, /*neuron=*/true};
}

}  // namespace

LayerDef PsnLayer() {
  Schema schema("layer", "psn",
                "parallel spiking neuron: every step reads every other through "
                "learned weights, and nothing is reset");
  AddRest(MatrixInit(), &schema);
  return Neuron(std::move(schema), [](LayerContext& context) {
    return BuildMatrix(context, Attrs());
  });
}

LayerDef MaskedPsnLayer() {
  Schema schema("layer", "masked_psn",
                "parallel spiking neuron that reads k steps: itself and those "
                "before it");
  AddOrder("steps that a step reads, itself the last", &schema);
  schema.Float("lambda", 1, 0, 1, "",
               "1 - lambda of every other step is read too; 1 is causal");
  AddRest(MatrixInit(), &schema);
  return Neuron(std::move(schema), [](LayerContext& context) {
    Attrs mask;
    mask.Set("order", context.attrs().Int("k"))
        .Set("lambda", context.attrs().Float("lambda"));
    return BuildMatrix(context, mask);
  });
}

LayerDef SlidingPsnLayer() {
  Schema schema("layer", "sliding_psn",
                "parallel spiking neuron with the same k taps at every step");
  AddOrder("taps, the last for the step itself", &schema);
  AddRest(InitAttr("powers(base = 2)"), &schema);
  return Neuron(std::move(schema), [](LayerContext& context) {
    return Build(context, Shape{context.attrs().Int("k")}, Shape{}, Attrs());
  });
}

void AddPsn(Catalog* catalog) {
  catalog->ops.Add(PsnOp());
  catalog->ops.Add(PsnGradOp());
  catalog->AddLayer(PsnLayer());
  catalog->AddLayer(MaskedPsnLayer());
  catalog->AddLayer(SlidingPsnLayer());
}

}  // namespace synfire
