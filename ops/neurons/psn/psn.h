// The parallel spiking neuron: no membrane that is charged and reset from step
// to step, but learned weights between the steps of a whole sequence.
//
//   H = M X + b,  S = 1 where H >= 0, else 0      (X [T,*]; mixing.h says M)
//
// Three layers, which differ in what M may be:
//   psn             w [T,T]: every step reads every other, so it is not causal
//   masked_psn(k)   w [T,T], of which a step reads k: itself and the k - 1
//                   before it.  lambda < 1 lets 1 - lambda of the others
//                   through, for training that closes the mask by and by;
//                   causal where lambda = 1, the default
//   sliding_psn(k)  w [k], the same k taps at every step, the last for the
//                   step itself; causal, and the one whose parameters do not
//                   depend on T
// b ([T]; of sliding_psn [], one number) stands for the threshold: it starts
// at -1.  Parameters are "sn.weight" and "sn.bias".
//
// op "psn":
//   x [*] real, static or temporal; w [T,T] or [K], b [T] or [], static
//   s [*] temporal: 0 or 1;  spikes i64 []: how many
// op "psn_grad":
//   x, w, b; ds like s  ->  dx like x (of a static x the sum over time), dw
//   like w, db like b
// Attributes: order (k; 0: no mask) and lambda, which taps do not have;
// surrogate and smooth as in scan_op.h.
//
// Time: all steps are computed at once, so unrolling keeps the op whole, and a
// feedback loop through one is an error that names the loop.
// Errors: types and shapes by port; T above kMaxPsnSteps; what
// SurrogateFromText refuses.
// Source: Fang et al., "Parallel Spiking Neurons with High Efficiency and
// Ability to Learn Long-term Dependencies", NeurIPS 2023.
#ifndef SYNFIRE_OPS_NEURONS_PSN_PSN_H_
#define SYNFIRE_OPS_NEURONS_PSN_PSN_H_

#include "graph/op/layer.h"
#include "graph/op/op.h"
#include "ops/neurons/psn/mixing.h"

namespace synfire {

// M and its gradient are whole matrices.
constexpr int64_t kMaxPsnSteps = 1024;

// Ports of both ops.
struct PsnPorts {
  static constexpr int kX = 0, kW = 1, kB = 2, kDs = 3;
  static constexpr int kS = 0, kSpikes = 1;
  static constexpr int kDx = 0, kDw = 1, kDb = 2;
};

// Of either op's problem.
Mixing MixingOf(const KernelProblem& problem);

OpDef PsnOp();
OpDef PsnGradOp();

LayerDef PsnLayer();
LayerDef MaskedPsnLayer();
LayerDef SlidingPsnLayer();

// All of the above.
void AddPsn(Catalog* catalog);

// The plain loops in x's type, each sum in the order of time; sums over
// neurons in double.
void ReferencePsn(const KernelProblem& problem, const KernelArgs& args);
void ReferencePsnGrad(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_PSN_PSN_H_
