// One step of an exponential average.
//
//   next[c] = (1 - momentum) * running[c] + momentum * factor * batch[c]
//
//   running [C], batch [C]  ->  next [C], all static
//   attributes: momentum in [0, 1], the weight of the new value (torch's
//               meaning); factor >= 0, which makes of a biased variance an
//               unbiased one
//   errors: "batch is [4], expected [3]: like running"
//
// May run in place of running.  FLOPs: 3 an element.  Not differentiable.
#ifndef SYNFIRE_OPS_NN_RUNNING_AVERAGE_RUNNING_AVERAGE_H_
#define SYNFIRE_OPS_NN_RUNNING_AVERAGE_RUNNING_AVERAGE_H_

#include "graph/op/op.h"

namespace synfire {

OpDef RunningAverageOp();

// "momentum", default 0.1.
AttrDef MomentumAttr();

// The plain loop, f32 or f64, in double.
void ReferenceRunningAverage(const KernelProblem& problem,
                             const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_RUNNING_AVERAGE_RUNNING_AVERAGE_H_
