#include "ops/nn/running_average/running_average.h"

#include "ops/nn/checks.h"

namespace synfire {
namespace {

absl::Status RunningAverageShape(InferContext& context) {
  for (int i = 0; i < 2; ++i) {
    SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, i));
    SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, i));
  }
  return SameShape(context);
}

AttrDef FactorAttr() {
  AttrDef def{"factor", AttrType::kFloat, "multiplies the new value"};
  def.fallback = 1.0;
  def.min = 0;
  return def;
}

}  // namespace

AttrDef MomentumAttr() {
  AttrDef def{"momentum", AttrType::kFloat,
              "weight of the new value in a running average"};
  def.fallback = 0.1;
  def.min = 0;
  def.max = 1;
  return def;
}

OpDef RunningAverageOp() {
  return OpDef("running_average", "one step of an exponential average")
      .Attr(MomentumAttr())
      .Attr(FactorAttr())
      .Input("running", "[C]")
      .Input("batch", "[C]")
      .Output("next", "[C]")
      .InPlace(0, 0)
      .Shape(RunningAverageShape)
      .Reference(ReferenceRunningAverage)
      .Flops([](const KernelProblem& problem) {
        return ProductOrMax({3, problem.OutputElements(0)});
      });
}

}  // namespace synfire
