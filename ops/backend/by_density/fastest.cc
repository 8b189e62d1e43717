#include "ops/backend/by_density/fastest.h"

#include "ops/backend/by_density/convolution.h"
#include "ops/backend/by_density/dense.h"
#include "ops/backend/by_density/linear.h"
#include "ops/backend/cpu/isa.h"

namespace synfire {

KernelOrRefusal MakeFastest(const KernelProblem& problem) {
  for (const auto& kernels : {ConvolutionsByDensity(), LinearByDensity()}) {
    for (const KernelCandidate& candidate : kernels) {
      if (candidate.op != problem.op->name()) continue;
      KernelOrRefusal kernel = candidate.make(problem);
      if (kernel.ok()) return kernel;
    }
  }
  return MakeDense(problem, ForIsa(WidestIsa(), portable::kLoops, avx2::kLoops,
                                   avx512::kLoops));
}

}  // namespace synfire
