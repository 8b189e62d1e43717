// The program of tests that need a GPU.
#ifndef SYNFIRE_TESTS_GPU_GPU_MAIN_H_
#define SYNFIRE_TESTS_GPU_GPU_MAIN_H_

#include <functional>

#include "core/device.h"

namespace synfire {

// Runs the tests of the program, `prepare` before them.  Without a GPU, says
// what is missing and returns 0, or 4 where SYNFIRE_REQUIRE_GPU is set.
int RunGpuTests(int argc, char** argv,
                const std::function<void(Device*)>& prepare);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GPU_GPU_MAIN_H_
