// y = x0 + x1 + ...
//
//   x   one or more of one shape [*] and one element type, f32, f64 or i64
//       (counts); static ones are added to
//       every step of temporal ones
//   y   like x, temporal if one of them is
//
// The sum runs from left to right in the inputs' order and type, so its
// rounding is fixed.  The gradient of each input is dy.
// Errors: "x1 is [4], expected [3]: like x0"; another element type.
#ifndef SYNFIRE_OPS_MATH_ADD_ADD_H_
#define SYNFIRE_OPS_MATH_ADD_ADD_H_

#include "graph/op/op.h"

namespace synfire {

OpDef AddOp();

void ReferenceAdd(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_ADD_ADD_H_
