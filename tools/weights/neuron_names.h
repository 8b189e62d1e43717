// Names of neuron layers that a file of weights does not mention.
#ifndef SYNFIRE_TOOLS_WEIGHTS_NEURON_NAMES_H_
#define SYNFIRE_TOOLS_WEIGHTS_NEURON_NAMES_H_

#include <vector>

#include "tools/weights/match.h"
#include "tools/weights/model_layers.h"

namespace synfire {

// A neuron without parameters has no tensor, but a name in the naming: of a
// match by order it follows from the layer before, "conv.0.0.module.1" to
// "conv.0.1".  Adds it to match->names.
void NameNeurons(const std::vector<ModelLayer>& layers, WeightsMatch* match);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_NEURON_NAMES_H_
