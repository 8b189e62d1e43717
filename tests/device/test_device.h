// Where the tests of a program run their networks.
#ifndef SYNFIRE_TESTS_DEVICE_TEST_DEVICE_H_
#define SYNFIRE_TESTS_DEVICE_TEST_DEVICE_H_

#include "graph/compile.h"

namespace synfire {

// Null at first: the host.  A program that has a device sets it before its
// tests run (tests/gpu/gpu_main.cc).
Device* TestDevice();
void SetTestDevice(Device* device);

// `options` with the device, where they name none and ask for what devices
// have: the fastest kernels, in f32.
CompileOptions OnTestDevice(CompileOptions options);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_TEST_DEVICE_H_
