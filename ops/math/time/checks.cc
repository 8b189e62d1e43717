#include "ops/math/time/checks.h"

#include "graph/op/real.h"

namespace synfire {

absl::Status ExpectTime(const InferContext& context, int i, Time time) {
  const std::string name = context.input_name(i);
  SYNFIRE_RETURN_IF_ERROR(ExpectReal(name, context.input(i).dtype));
  if (context.input(i).time == time) return absl::OkStatus();
  return time == Time::kStatic
             ? UserError(name, " is temporal, expected static")
             : UserError(name, " is static, expected temporal");
}

absl::Status LikeInput(InferContext& context) {
  context.SetOutput(0, context.input(0).dtype, context.shape(0));
  return absl::OkStatus();
}

int64_t NoFlops(const KernelProblem&) { return 0; }

}  // namespace synfire
