// Puts all neurons into a catalog: those of neuron_list.h, each as add_neuron.h
// says, and the parallel ones of psn/psn.h.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
#define SYNFIRE_OPS_NEURONS_NEURON_OPS_H_

#include "graph/op/layer.h"

namespace synfire {

void AddNeuronOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
