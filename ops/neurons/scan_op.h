// The two IR ops of a neuron: its scan over time and the gradient of that.
//
//   forward, op "lif" (for each neuron of neuron_list.h):
//     x        [*] real; one neuron an element, static or temporal
//     w ..     [] or [C] static, x's type: the learned parameters, if it has
//              any; one for the layer, or one for each channel: C is the last
//              axis of x, which then has two or more
//     first_v  [*] static, optional: the state before the first step, else the
//              neuron's initial state
//     mean, slope, offset  [C] static, optional, all or none: the neuron's
//              input is then not x but z = (x - mean) * slope + offset
//     s        [*] temporal, x's type: the spikes, 0 or 1; of a neuron that
//              never fires, its output
//     v        [*] static: the state after the last step; empty, [0], where
//              keep_state is false, as no one reads it
//     spikes   i64 [] static: how many spikes s holds; 0 of a neuron that
//              never fires
//
//   backward, op "lif_grad":
//     x, w .., first_v, mean .. as above; ds like s, optional: dL/ds;
//     d_v      [*] static, optional: dL/dv
//     dx       like x: dL/d(the neuron's input), x or z; of a static x the sum
//              over time.  It may take the memory of ds
//     d_w      like w, static: the sum over its neurons and time
//     d_first_v  [*] static; empty, [0], where first_v is absent
//     d_slope, d_offset  [C] static: the sums of dx * (x - mean) and of dx over
//              a channel; empty, [0], where mean is absent
//
// The gradient builder knows no mean: graph/passes/fuse_norm.h adds it to both
// ops after differentiation.
//
// Attributes: the neuron's own (its header); where it fires, those of firing.h
// and surrogate; and
//   detach_every  truncated backpropagation through time (scan.h), 0: never
//   keep_state    whether v is an output
//   single_step   set by the unroller: x and s are one step's, both static
//   smooth        fire the surrogate's primitive in place of the step: a
//                 relaxation whose gradient is true, so that it can be checked
// Errors: types and shapes by port; what SurrogateFromText refuses;
// detach_every in an unrolled scan, whose steps do not know their number.
#ifndef SYNFIRE_OPS_NEURONS_SCAN_OP_H_
#define SYNFIRE_OPS_NEURONS_SCAN_OP_H_

#include <string>

#include "graph/op/layer.h"
#include "graph/op/op.h"
#include "ops/neurons/scan_ports.h"

namespace synfire {

// Scans are indexed with int, and counts of spikes in f32 stay exact.
constexpr int64_t kMaxScanSteps = int64_t{1} << 20;

// Steps that one call runs: T, or 1 where single_step is set.
int ScanSteps(const KernelProblem& problem);

// Errors: the surrogate is not one, or has attributes that it does not take.
absl::Status CheckSurrogate(const Attrs& attrs);

// The rules, for any neuron.
absl::Status ScanShape(const ScanPorts& ports, InferContext& context);
absl::Status ScanGradShape(const ScanPorts& ports, InferContext& context);
absl::Status ScanGradient(const ScanPorts& ports, const std::string& grad_op,
                          GradientContext& context);

// The layer's attribute share, and the shape of its learned parameters under
// it.  Errors: share = channel and an input without channels.
void AddShare(Schema* schema);
absl::StatusOr<Shape> LearnedShape(const LayerContext& context);

// The attributes of the ops that are not the neuron's.
void AddScanAttrs(OpDef* op);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_OP_H_
