#include "ops/math/connect/connect.h"

#include "graph/op/gradient.h"
#include "graph/op/real.h"

namespace synfire {
namespace {

AttrDef JoiningFunction() {
  AttrDef g;
  g.name = "g";
  g.type = AttrType::kSymbol;
  g.doc = "how the two are joined: A + S, A * S or (1 - A) * S";
  g.choices = {"ADD", "AND", "IAND"};
  return g;
}

absl::Status ConnectShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(
      ExpectReal(context.input_name(0), context.input(0).dtype));
  return SameShape(context);
}

absl::Status ConnectGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ConnectShape(context));
  context.SetOutput(1, context.input(0).dtype, context.shape(0));
  return absl::OkStatus();
}

absl::Status ConnectGradient(GradientContext& context) {
  const ValueId dy = context.output_gradient(0);
  ValueId da = dy, ds = dy;  // of ADD
  if (context.attrs().String("g") != "ADD") {
    SYNFIRE_ASSIGN_OR_RETURN(
        const std::vector<ValueId> gradients,
        context.Emit("connect_grad", {dy, context.input(0), context.input(1)},
                     context.attrs()));
    da = gradients[0];
    ds = gradients[1];
  }
  if (context.needs(0)) context.Set(0, da);
  if (context.needs(1)) context.Set(1, ds);
  return absl::OkStatus();
}

int64_t LargestJoined(const Attrs& attrs, const std::vector<int64_t>& inputs) {
  const int64_t a = inputs[0], s = inputs[1];
  if (a == 0 || s == 0) return 0;
  const std::string& g = attrs.String("g");
  constexpr int64_t kSmall = int64_t{1} << 30;  // nor does a product overflow
  if (a > kSmall || s > kSmall) return 0;
  if (g == "ADD") return a + s;
  if (g == "AND") return a * s;
  return a == 1 ? s : 0;  // 1 - A is negative where A is not a spike
}

}  // namespace

OpDef ConnectOp() {
  return OpDef("connect", "joins a residual branch with its shortcut")
      .Input("residual", "[*]")
      .Input("shortcut", "[*]")
      .Output("y", "like residual")
      .Attr(JoiningFunction())
      .Shape(ConnectShape)
      .Gradient(ConnectGradient)
      .Reference(ReferenceConnect)
      .Largest(LargestJoined)
      .InPlace(0, 0)
      .InPlace(0, 1);
}

OpDef ConnectGradOp() {
  return OpDef("connect_grad", "connect's gradients")
      .Input("dy", "[*]")
      .Input("residual", "[*]")
      .Input("shortcut", "[*]")
      .Output("da", "like dy")
      .Output("ds", "like dy")
      .Attr(JoiningFunction())
      .Shape(ConnectGradShape)
      .Reference(ReferenceConnectGrad)
      .Flops([](const KernelProblem& problem) {
        return 2 * problem.OutputElements(0);
      });
}

}  // namespace synfire
