#include "tests/device/test_device.h"

namespace synfire {
namespace {

Device* test_device = nullptr;

}  // namespace

Device* TestDevice() { return test_device; }
void SetTestDevice(Device* device) { test_device = device; }

CompileOptions OnTestDevice(CompileOptions options) {
  const bool host_alone = options.kernels == KernelPolicy::kReference ||
                          options.import.dtype != DType::kF32;
  if (options.device == nullptr && !host_alone) options.device = test_device;
  return options;
}

}  // namespace synfire
