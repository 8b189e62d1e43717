// What the shape rules of this folder share.
#ifndef SYNFIRE_OPS_MATH_TIME_CHECKS_H_
#define SYNFIRE_OPS_MATH_TIME_CHECKS_H_

#include "graph/op/op.h"

namespace synfire {

// Input i is real and static, or temporal: "x is static, expected temporal".
absl::Status ExpectTime(const InferContext& context, int i, Time time);

// Output 0 is like input 0.
absl::Status LikeInput(InferContext& context);

// Of ops that only move elements.
int64_t NoFlops(const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_TIME_CHECKS_H_
