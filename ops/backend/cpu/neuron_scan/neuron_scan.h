// The neuron ops on the CPU, in f32: vectors of neurons, time innermost, so a
// state never leaves its register in the forward scan.
//
// Candidates "cpu:avx512", "cpu:avx2", "cpu:portable".  They refuse other
// element types, and smooth = true, which the reference serves.  Neurons are
// split into chunks of a fixed size over threads; the gradient of a learned
// parameter is summed chunk by chunk, so no number depends on the threads.
// Forward results and dx have the bits of the reference.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_

#include "graph/op/registry.h"

namespace synfire {

// REQUIRES: the neurons' ops are in `registry`.
void AddCpuNeuronKernels(OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_
