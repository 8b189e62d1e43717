// The neuron ops on a CUDA device (scan_kernels.h), in builds with CUDA.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_NEURON_SCAN_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_NEURON_SCAN_H_

#include "graph/op/registry.h"

namespace synfire {

// Candidates "cuda", for every neuron of neuron_list.h.  Their arguments are in
// the device's memory.  REQUIRES: the ops are in `registry`.
void AddCudaNeuronKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_NEURON_SCAN_H_
