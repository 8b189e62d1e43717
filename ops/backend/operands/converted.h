// A kernel on operands that are converted into scratch before it runs.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"
#include "ops/backend/operands/operand_reader.h"

namespace synfire {

using KernelMaker = KernelOrRefusal (*)(const KernelProblem& problem);

// For a problem of conv2d, linear or one of their gradients: what `make` makes
// for the problem whose inputs 0 and 1 are as `first` and `second` say, and
// which rounds no operands, preceded by the conversion.  Where that takes much
// memory and input 0 is temporal, both go step by step, so that no more than a
// step lies converted at a time; the steps' weight gradients are added in
// order.  REQUIRES: a weight gradient's inputs are alike in time.
KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                KernelMaker make);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_CONVERTED_H_
