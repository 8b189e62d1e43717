// Initialisers: what a parameter holds before training.
//
//   constant(value)                    every element
//   powers(base)                       base^(i - n + 1): the last is 1
//   uniform(bound)                     uniform in [-bound, bound)
//   normal(mean, deviation)
//   kaiming_uniform(fan, slope)        uniform, bound = sqrt(3) d,
//   kaiming_normal(fan, slope)         normal, deviation d,
//                                      d = sqrt(2 / (1 + slope^2) / fan)
//   xavier_uniform(gain)               uniform, bound = sqrt(3) d,
//   xavier_normal(gain)                normal, deviation d,
//                                      d = gain sqrt(2 / (fan in + fan out))
//
// Of a shape [O,I,...] the fan in is I and the fan out O, each times the
// product of the other axes: the kernel's.  A shape of one axis [n] has both
// fans n, one number has fans 1.
//
// Element i of a draw is a function of the key and i alone (core/rng.h), so the
// number of threads does not matter.
// Sources: He et al., "Delving Deep into Rectifiers", ICCV 2015; Glorot and
// Bengio, "Understanding the difficulty of training deep feedforward neural
// networks", AISTATS 2010.
#ifndef SYNFIRE_OPS_INIT_INIT_H_
#define SYNFIRE_OPS_INIT_INIT_H_

#include "core/shape.h"
#include "graph/op/layer.h"

namespace synfire {

struct Fans {
  double in, out;
};
Fans FansOf(const Shape& shape);

// Adds the initialisers above.
void AddInits(Catalog* catalog);

}  // namespace synfire

#endif  // SYNFIRE_OPS_INIT_INIT_H_
