// A kernel that counts what is not zero, in every run: few, it goes by lists;
// more, it is the best dense kernel.  A count decides, never a timer, so that a
// run repeats itself.
#ifndef SYNFIRE_OPS_BACKEND_BY_DENSITY_BY_DENSITY_H_
#define SYNFIRE_OPS_BACKEND_BY_DENSITY_BY_DENSITY_H_

#include <memory>
#include <vector>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/isa_candidates.h"
#include "ops/backend/cpu/spike_conv/spike_kernel.h"

namespace synfire {

// `spikes`, and `dense`, whose LastRun names it, where there are too many
// non-zeros for them.
std::unique_ptr<Kernel> ListsOrDense(std::unique_ptr<SpikeKernel> spikes,
                                     std::unique_ptr<Kernel> dense);

// `spikes` refuses what is too dense for it.  A dense kernel is chosen for the
// problem with x, input 0, unpacked; if there is none, this says why.
KernelOrRefusal MakeByDensity(const KernelProblem& problem, Isa isa,
                              std::unique_ptr<SpikeKernel> spikes);

// Appends the candidates density:avx512, density:avx2 and density:portable of
// an op, which take x in any form.
template <MakeForIsa kMake>
void AddByDensity(const char* op, std::vector<KernelCandidate>* kernels) {
  AddIsaCandidates<kMake>("density", op, kernels, /*packed_inputs=*/{0});
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_BY_DENSITY_BY_DENSITY_H_
