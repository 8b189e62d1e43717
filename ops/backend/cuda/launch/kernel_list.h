// Which kernels the device's part of the program has, as kernel_list.bzl
// compiled them.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_KERNEL_LIST_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_KERNEL_LIST_H_

#include <typeindex>
#include <vector>

namespace synfire {

struct ListedKernel {
  const char* name;  // "ScanBody<LifNeuron<float>, 4>"
  std::type_index body;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_KERNEL_LIST_H_
