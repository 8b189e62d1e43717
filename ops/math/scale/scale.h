// y = factor * x, for x [*] of real type; y is like x.  dx = factor * dy.
#ifndef SYNFIRE_OPS_MATH_SCALE_SCALE_H_
#define SYNFIRE_OPS_MATH_SCALE_SCALE_H_

#include "graph/op/op.h"

namespace synfire {

OpDef ScaleOp();

void ReferenceScale(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_SCALE_SCALE_H_
