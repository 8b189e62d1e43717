// A kernel on operands that are converted into scratch before it runs, and
// whose result is rounded behind it.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"
#include "ops/backend/operands/by_step.h"
#include "ops/backend/operands/operand_reader.h"

namespace synfire {

// For a problem of conv2d, linear or one of their gradients: what `make` makes
// for the problem whose inputs 0 and 1 are as `first` and `second` say, and
// which rounds neither operands nor result, preceded by the conversion and
// followed by the rounding; step by step where that takes much memory
// (by_step.h).  A result in bf16 (Form) is rounded from scratch, or, where the
// kernel `writes_bf16`, by it: its output is then of that type.  REQUIRES: a
// weight gradient's inputs are alike in time.
KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                const KernelMaker& make,
                                bool writes_bf16 = false);

// Bytes that the conversion of what is temporal, the result as well, puts into
// scratch.
int64_t ConvertedBytes(const KernelProblem& problem, ReadAs first,
                       ReadAs second, bool writes_bf16 = false);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
