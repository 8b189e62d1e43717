// Refusals that backends share.
#ifndef SYNFIRE_OPS_BACKEND_REFUSALS_H_
#define SYNFIRE_OPS_BACKEND_REFUSALS_H_

#include "graph/op/kernel.h"

namespace synfire {

// OK if the first input is f32, whose type the other real ones share, and is
// computed with as it is; else "x is f64, this takes f32" or "operands = bf16,
// this takes f32".
absl::Status ExpectF32(const KernelProblem& problem);

// OK if the first input is f32 and the op rounds its operands to bfloat16, and
// its result or not; else
// "x is f64, this takes f32" or "operands = f32, this takes bf16".
absl::Status ExpectBf16Operands(const KernelProblem& problem);

// For a gradient that sums over time: OK if both of inputs 0 and 1 are static
// or both temporal; else "x is static and dy temporal, this takes two alike".
absl::Status ExpectAlikeInTime(const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_REFUSALS_H_
