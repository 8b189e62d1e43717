// Puts every neuron of neuron_list.h into the catalog: the ops of scan_op.h,
// and the layer of the same name,
//
//   lif(tau = 2, v_reset = none, surrogate = atan(alpha = 2))
//
// which makes the learned parameters ("sn1.w"), emits the op and returns the
// spikes.  The layer's value "sn1.spikes" counts them.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
#define SYNFIRE_OPS_NEURONS_NEURON_OPS_H_

#include "graph/op/layer.h"

namespace synfire {

void AddNeuronOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
