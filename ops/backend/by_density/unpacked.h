// A dense convolution, or weight gradient, of packed spikes.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_UNPACKED_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_UNPACKED_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

using KernelMaker = KernelOrRefusal (*)(const KernelProblem& problem);

// For a problem of conv2d or conv2d_grad_weight whose input 0 may be packed:
// what `make` makes for plain inputs, preceded by unpacking into scratch.
// Where that is much, both go step by step, so that no more than a step's
// spikes lie unpacked at a time; the steps' weight gradients are added in
// order.
KernelOrRefusal MakeOnUnpacked(const KernelProblem& problem, const Loops& loops,
                               KernelMaker make);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_UNPACKED_H_
