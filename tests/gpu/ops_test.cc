// Every kernel of the GPU, on the GPU, against the reference on the host, on
// all cases of the ops.
#include "ops/backend/cuda/kernels/every_kernel.h"
#include "ops/reference_ops.h"
#include "tests/device/on_device.h"
#include "tests/gpu/gpu_main.h"
#include "tests/ops/case_tests.h"

namespace synfire {
namespace {

void RegisterCases(Device* device) {
  static auto& catalog = *new Catalog;
  AddReferenceOps(&catalog);
  AddEveryCudaKernel(&catalog.ops);
  AddOnDevice(device, &catalog.ops);
  RegisterKernelChecks(catalog.ops);
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  return synfire::RunGpuTests(argc, argv, synfire::RegisterCases);
}
