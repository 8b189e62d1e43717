// The ops and initialisers of this project with their reference kernels alone.
#ifndef SYNFIRE_OPS_REFERENCE_OPS_H_
#define SYNFIRE_OPS_REFERENCE_OPS_H_

#include "graph/op/layer.h"

namespace synfire {

// What every catalog begins with; kernels of a device are added behind.
void AddReferenceOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_REFERENCE_OPS_H_
