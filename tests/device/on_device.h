// Kernels of a device as kernels of the host: each run carries its arguments
// there and back, so that whatever checks a host's kernel checks a device's.
#ifndef SYNFIRE_TESTS_DEVICE_ON_DEVICE_H_
#define SYNFIRE_TESTS_DEVICE_ON_DEVICE_H_

#include "core/device.h"
#include "graph/op/registry.h"

namespace synfire {

// For each candidate of the device's kind that `registry` has, adds one of the
// same name for the host.  REQUIRES: called once in a program; the device
// outlives all kernels made.  A device's error ends the program with its
// message.
void AddOnDevice(Device* device, OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_ON_DEVICE_H_
