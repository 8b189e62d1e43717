// The reference kernels as kernels of the checked device.
#ifndef SYNFIRE_TESTS_DEVICE_CHECKED_KERNELS_H_
#define SYNFIRE_TESTS_DEVICE_CHECKED_KERNELS_H_

#include "graph/op/registry.h"

namespace synfire {

// Adds "reference" for every op that is there and has no kernel for the checked
// device yet; what it accesses is checked.
void AddCheckedReferences(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_CHECKED_KERNELS_H_
