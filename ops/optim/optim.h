// Optimizers: ops that make a parameter's next value, and what names them.
#ifndef SYNFIRE_OPS_OPTIM_OPTIM_H_
#define SYNFIRE_OPS_OPTIM_OPTIM_H_

#include "graph/op/layer.h"

namespace synfire {

// Adds the ops of this folder and the optimizers sgd, adam and adamw.
void AddOptimOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_OPTIM_H_
