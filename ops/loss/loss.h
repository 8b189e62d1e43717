// Losses and what is counted beside them.
#ifndef SYNFIRE_OPS_LOSS_LOSS_H_
#define SYNFIRE_OPS_LOSS_LOSS_H_

#include "graph/op/layer.h"

namespace synfire {

// Adds the ops of this folder and the losses cross_entropy and mse_rate.
void AddLossOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_LOSS_LOSS_H_
