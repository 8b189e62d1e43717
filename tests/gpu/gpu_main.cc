#include "tests/gpu/gpu_main.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "ops/backend/cuda/backend.h"

namespace synfire {

int RunGpuTests(int argc, char** argv,
                const std::function<void(Device*)>& prepare) {
  testing::InitGoogleTest(&argc, argv);
  // Plans are measured anew: a test must not depend on what the machine keeps.
  const absl::StatusOr<Device*> device =
      OpenCudaBackend({absl::StrCat(testing::TempDir(), "/plans-", getpid())});
  if (!device.ok()) {
    constexpr int kNoDevice = 4;  // as the program's exit status
    std::cout << "SKIPPED: " << device.status().message() << "\n";
    return std::getenv("SYNFIRE_REQUIRE_GPU") == nullptr ? 0 : kNoDevice;
  }
  std::cout << "on " << (*device)->name() << "\n";
  prepare(*device);
  return RUN_ALL_TESTS();
}

}  // namespace synfire
