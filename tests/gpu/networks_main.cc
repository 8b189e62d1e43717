// Tests of networks, which run where TestDevice says: here on a GPU.
#include "tests/device/test_device.h"
#include "tests/gpu/gpu_main.h"

int main(int argc, char** argv) {
  return synfire::RunGpuTests(argc, argv, synfire::SetTestDevice);
}
