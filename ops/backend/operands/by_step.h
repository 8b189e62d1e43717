// A kernel that takes its time steps one after the other.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_BY_STEP_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_BY_STEP_H_

#include <functional>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

using KernelMaker =
    std::function<KernelOrRefusal(const KernelProblem& problem)>;

// What a kernel may put into scratch of its operands and its result, where
// steps can be taken apart.
constexpr int64_t kMostOperandBytes = 16 << 20;

// For a problem of conv2d, linear or one of their gradients: what `make` makes
// for all steps, or, where input 0 is temporal and `operand_bytes`, what that
// would put into scratch, are too many, for one step, run once a step; the
// steps' weight gradients are added in order.  REQUIRES: a weight gradient's
// inputs are alike in time.
KernelOrRefusal MakeByStep(const KernelProblem& problem, int64_t operand_bytes,
                           const Loops& loops, const KernelMaker& make);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_BY_STEP_H_
