// y = value everywhere; y is static, of the shape and element type (f32 or f64)
// that the attributes give.  No inputs, so no gradient.
#ifndef SYNFIRE_OPS_MATH_CONSTANT_CONSTANT_H_
#define SYNFIRE_OPS_MATH_CONSTANT_CONSTANT_H_

#include "graph/op/op.h"

namespace synfire {

OpDef ConstantOp();

void ReferenceConstant(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_CONSTANT_CONSTANT_H_
