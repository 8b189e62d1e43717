// max_time and its gradient.
#include "graph/op/gradient.h"
#include "graph/op/real.h"
#include "ops/math/time/checks.h"
#include "ops/math/time/time.h"

namespace synfire {
namespace {

absl::Status MaxTimeShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(
      ExpectReal(context.input_name(0), context.input(0).dtype));
  return LikeInput(context);
}

absl::Status MaxTimeGradShape(InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 0, Time::kTemporal));
  SYNFIRE_RETURN_IF_ERROR(ExpectTime(context, 1, Time::kStatic));
  if (context.shape(0) == context.shape(1)) return LikeInput(context);
  return UserError("dy is ", context.shape(1).ToString(), ", expected ",
                   context.shape(0).ToString(), ": like x");
}

absl::Status MaxTimeGradient(GradientContext& context) {
  if (!context.input_type(0).temporal()) {
    context.Set(0, context.output_gradient(0));
    return absl::OkStatus();
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ValueId> dx,
      context.Emit("max_time_grad",
                   {context.input(0), context.output_gradient(0)}));
  context.Set(0, dx[0]);
  return absl::OkStatus();
}

// The first step in which element i is largest; the first NaN where there is
// one, so that none is hidden.
template <typename Real>
int64_t LargestStep(const Real* x, int64_t i, int64_t steps, int64_t size) {
  int64_t largest = 0;
  for (int64_t t = 0; t < steps; ++t) {
    const Real value = x[t * size + i];
    if (value != value) return t;
    if (value > x[largest * size + i]) largest = t;
  }
  return largest;
}

int64_t InputElements(const KernelProblem& problem) {
  return problem.InputElements(0);
}

}  // namespace

void ReferenceMaxTime(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t steps = problem.input(0).temporal() ? problem.steps : 1;
  const int64_t size = problem.output(0).shape.size();
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Real* x = args.Input<Real>(0);
    for (int64_t i = 0; i < size; ++i) {
      args.Output<Real>(0)[i] = x[LargestStep(x, i, steps, size) * size + i];
    }
  });
}

void ReferenceMaxTimeGrad(const KernelProblem& problem,
                          const KernelArgs& args) {
  const int64_t size = problem.output(0).shape.size();
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Real* x = args.Input<Real>(0);
    for (int64_t i = 0; i < size; ++i) {
      const int64_t largest = LargestStep(x, i, problem.steps, size);
      for (int64_t t = 0; t < problem.steps; ++t) {
        args.Output<Real>(0)[t * size + i] =
            t == largest ? args.Input<Real>(1)[i] : Real(0);
      }
    }
  });
}

OpDef MaxTimeOp() {
  return OpDef("max_time", "largest value over time")
      .Joint()
      .Input("x", "[*]")
      .Output("y", "like x", OutputTime::kStatic)
      .Shape(MaxTimeShape)
      .Gradient(MaxTimeGradient)
      .Reference(ReferenceMaxTime)
      .Flops(InputElements);
}

OpDef MaxTimeGradOp() {
  return OpDef("max_time_grad", "gradient of max_time")
      .Joint()
      .Input("x", "[*]")
      .Input("dy", "like x")
      .Output("dx", "like x", OutputTime::kTemporal)
      .Shape(MaxTimeGradShape)
      .Reference(ReferenceMaxTimeGrad)
      .Flops(NoFlops);
}

}  // namespace synfire
