#include "ops/nn/channel_sum/channel_sum.h"

#include "ops/nn/checks.h"

namespace synfire {
namespace {

absl::Status ChannelSumShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectChannels(context, 0));
  context.SetOutput(0, context.input(0).dtype, Shape{context.shape(0).back()});
  return absl::OkStatus();
}

}  // namespace

OpDef ChannelSumOp() {
  return OpDef("channel_sum", "sum over all axes but the last, and over time")
      .Joint()
      .Input("x", "[*,C]")
      .Output("y", "[C]", OutputTime::kStatic)
      .Shape(ChannelSumShape)
      .Reference(ReferenceChannelSum)
      .Flops([](const KernelProblem& problem) {
        return problem.InputElements(0);
      });
}

}  // namespace synfire
