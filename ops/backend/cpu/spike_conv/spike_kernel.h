// Kernels that pay where most elements of their input are zero.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_KERNEL_H_

#include <cstddef>

#include "graph/op/kernel.h"

namespace synfire {

class SpikeKernel {
 public:
  virtual ~SpikeKernel() = default;
  virtual size_t scratch_bytes() const = 0;
  // As Kernel::Run; or false, with no output written, where too many elements
  // are not zero.
  virtual bool Run(const KernelArgs& args) = 0;
  // The share of elements that are not zero, as far as the last Run counted.
  virtual double density() const = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_KERNEL_H_
