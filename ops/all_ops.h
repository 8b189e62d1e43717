// The explicit list of what this program knows: every family of ops, layers,
// losses, optimizers and initialisers, then the kernels, preferred ones first;
// and what other libraries add (extension.h).
#ifndef SYNFIRE_OPS_ALL_OPS_H_
#define SYNFIRE_OPS_ALL_OPS_H_

#include "graph/op/layer.h"

namespace synfire {

// Built by the first call; immutable afterwards and shared by threads.
const Catalog& AllOps();

}  // namespace synfire

#endif  // SYNFIRE_OPS_ALL_OPS_H_
