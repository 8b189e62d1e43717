// A kernel on operands that are converted into scratch before it runs.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"
#include "ops/backend/operands/by_step.h"
#include "ops/backend/operands/operand_reader.h"

namespace synfire {

// For a problem of conv2d, linear or one of their gradients: what `make` makes
// for the problem whose inputs 0 and 1 are as `first` and `second` say, and
// which rounds no operands, preceded by the conversion; step by step where that
// takes much memory (by_step.h).  REQUIRES: a weight gradient's inputs are
// alike in time.
KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                const KernelMaker& make);

// Bytes that the conversion of what is temporal puts into scratch.
int64_t ConvertedBytes(const KernelProblem& problem, ReadAs first,
                       ReadAs second);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
