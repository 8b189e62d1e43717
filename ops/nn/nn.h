// The family of neural-network ops and layers: convolution, linear, norm,
// pooling, dropout.
#ifndef SYNFIRE_OPS_NN_NN_H_
#define SYNFIRE_OPS_NN_NN_H_

#include "graph/op/layer.h"

namespace synfire {

// Adds all of ops/nn.  REQUIRES: none of them is in the catalog yet.
void AddNnOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_NN_H_
