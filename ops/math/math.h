// Arithmetic on whole values and movement along time: what joins branches of a
// network, and what autodiff and unrolling put between its layers.
#ifndef SYNFIRE_OPS_MATH_MATH_H_
#define SYNFIRE_OPS_MATH_MATH_H_

#include "graph/op/layer.h"

namespace synfire {

// Adds the ops of this folder and the layers add, connect, mean_time and
// max_time.
void AddMathOps(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_MATH_H_
