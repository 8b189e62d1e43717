// Ops that move values between steps t = 0 .. T-1 or mix them.  x is of real
// type and any shape [*]; y has x's shape.  All see the whole time axis, so
// unrolling keeps them whole.
//
//   sum_time     y = sum over t of x[t]           temporal -> static
//   mean_time    y = sum over t of x[t] / T       temporal -> static; a static
//   x
//                                                 passes through
//   max_time     y = largest x[t]                 as mean_time
//   repeat_time  y[t] = x                         static -> temporal
//   stack_time   y[t] = input number t            T static inputs -> temporal
//   step_of      y = x[t] for the attribute t     temporal -> static
//   place_step   y[t] = x for the attribute t,    static -> temporal
//                zero in all other steps
//   delay        y[t] = x[t - steps], zero for t < steps      -> temporal
//   advance      y[t] = x[t + steps], zero where t + steps >= T
//                                                 temporal -> temporal
//
// A delay closes a feedback loop, so it is made before its input and says its
// type by attributes; unrolling resolves those in loops.  advance is its
// gradient; step_of and place_step are each other's.  max_time_grad gives dy to
// the first step with the largest x, or else the first NaN, and 0 to others.
//
// Errors: "x is temporal, expected static"; "3 inputs, expected 4: one a time
// step"; "t = 4 is out of range; expected 0 to 3"; what disagrees with a
// delay's attributes.
#ifndef SYNFIRE_OPS_MATH_TIME_TIME_H_
#define SYNFIRE_OPS_MATH_TIME_TIME_H_

#include "graph/op/op.h"

namespace synfire {

OpDef SumTimeOp();
OpDef MeanTimeOp();
OpDef MaxTimeOp();
OpDef MaxTimeGradOp();
OpDef RepeatTimeOp();
OpDef StackTimeOp();
OpDef StepOfOp();
OpDef PlaceStepOp();
OpDef DelayOp();
OpDef AdvanceOp();

void ReferenceSumTime(const KernelProblem& problem, const KernelArgs& args);
void ReferenceMeanTime(const KernelProblem& problem, const KernelArgs& args);
void ReferenceMaxTime(const KernelProblem& problem, const KernelArgs& args);
void ReferenceMaxTimeGrad(const KernelProblem& problem, const KernelArgs& args);
void ReferenceRepeatTime(const KernelProblem& problem, const KernelArgs& args);
void ReferenceStackTime(const KernelProblem& problem, const KernelArgs& args);
void ReferenceStepOf(const KernelProblem& problem, const KernelArgs& args);
void ReferencePlaceStep(const KernelProblem& problem, const KernelArgs& args);
void ReferenceDelay(const KernelProblem& problem, const KernelArgs& args);
void ReferenceAdvance(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_TIME_TIME_H_
