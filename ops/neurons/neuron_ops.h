// Puts every neuron of neuron_list.h into a catalog, each as add_neuron.h says.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
#define SYNFIRE_OPS_NEURONS_NEURON_OPS_H_

#include "graph/op/layer.h"

namespace synfire {

void AddNeuronOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_OPS_H_
