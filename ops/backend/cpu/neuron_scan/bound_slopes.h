// A surrogate's derivative for lanes, as a node's attributes name it.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_BOUND_SLOPES_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_BOUND_SLOPES_H_

#include "core/spec/value.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/neuron_scan/constants.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"

namespace synfire {

struct BoundSlopes {
  SurrogateSlopes slopes;
  Constants surrogate;  // its first argument
};

// Of attribute surrogate.  REQUIRES: a shape rule has accepted it.
BoundSlopes SlopesOf(const Attrs& attrs, Isa isa);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_BOUND_SLOPES_H_
