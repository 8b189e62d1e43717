#include "ops/neurons/neuron_ops.h"

#include "ops/neurons/add_neuron.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/psn/psn.h"

namespace synfire {

void AddNeuronOps(Catalog* catalog) {
  ForEachNeuron(
      [&](auto family) { AddNeuron<decltype(family)::template Of>(catalog); });
  AddPsn(catalog);
}

}  // namespace synfire
