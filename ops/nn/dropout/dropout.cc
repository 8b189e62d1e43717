#include "ops/nn/dropout/dropout.h"

#include "graph/op/gradient.h"
#include "ops/nn/checks.h"

namespace synfire {
namespace {

absl::Status ExpectCounter(const InferContext& context, int i) {
  const Type& type = context.input(i);
  if (type == Type{DType::kI64, Shape{}}) return absl::OkStatus();
  return UserError(context.input_name(i), " is ", type.ToString(),
                   ", expected i64[]");
}

absl::Status DropoutShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, 0));
  SYNFIRE_RETURN_IF_ERROR(ExpectCounter(context, 1));
  SYNFIRE_RETURN_IF_ERROR(ExpectCounter(context, 2));
  context.SetOutput(0, context.input(0).dtype, context.shape(0));
  return absl::OkStatus();
}

absl::Status DropoutGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  if (dy == kNone || !context.needs(0)) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto dx,
      context.Emit("dropout", {dy, context.input(1), context.input(2)},
                   context.attrs()));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

AttrDef ProbabilityAttr() {
  AttrDef def{"probability", AttrType::kFloat, "of dropping an element"};
  def.fallback = 0.5;
  def.min = 0;
  def.max = 1;
  return def;
}

AttrDef KeyAttr() {
  return {"key", AttrType::kText, "a text of its own for each use"};
}

absl::StatusOr<ValueId> Build(LayerContext& context) {
  if (!context.training()) return context.input(0);
  const Type counter{DType::kI64, Shape{}};
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId seed, context.Input("seed", counter));
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId step, context.Input("step", counter));
  Attrs attrs;
  attrs.Set("probability", context.attrs().Get("probability"))
      .Set("key", context.path());
  SYNFIRE_ASSIGN_OR_RETURN(
      const auto y,
      context.Emit("dropout", {context.input(0), seed, step}, attrs));
  return y[0];
}

}  // namespace

OpDef DropoutOp() {
  return OpDef("dropout", "drops elements by chance, the same at every step")
      .Attr(ProbabilityAttr())
      .Attr(KeyAttr())
      .Input("x", "[*]")
      .Input("seed", "i64 []")
      .Input("step", "i64 []")
      .Output("y", "like x")
      .Shape(DropoutShape)
      .Gradient(DropoutGradient)
      .Reference(ReferenceDropout);
}

LayerDef DropoutLayer() {
  Schema schema("layer", "dropout",
                "drops elements by chance in training, the same at every step");
  schema.Attr(ProbabilityAttr());
  return LayerDef{schema, 1, 1, Build};
}

uint64_t DropoutPurpose(absl::string_view key) {
  thread_local std::string purpose;
  purpose.assign("dropout/").append(key.data(), key.size());
  return HashOfPurpose(purpose);
}

RandomKey DropoutKey(int64_t seed, absl::string_view key) {
  return MixRandomKey(static_cast<uint64_t>(seed), DropoutPurpose(key));
}

}  // namespace synfire
