// The published code's names for 7B-Net and networks like it (naming.h).
#ifndef SYNFIRE_TOOLS_WEIGHTS_CHAIN_NAMES_H_
#define SYNFIRE_TOOLS_WEIGHTS_CHAIN_NAMES_H_

#include <vector>

#include "core/status.h"
#include "tools/weights/naming.h"

namespace synfire {

// Layers with variables and neurons; others have no name there.  Two
// convolutions are a block where the model joins them by `connect` or `add`, or
// has them in one block of its file.  An error where the network is no chain of
// convolutions, blocks and poolings that ends in one linear layer.
absl::StatusOr<LayerNames> NameChain(const std::vector<ModelLayer>& layers);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_CHAIN_NAMES_H_
