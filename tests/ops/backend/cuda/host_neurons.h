// A neuron's device kernels as candidates that run on the host.
#ifndef SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_NEURONS_H_
#define SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_NEURONS_H_

#include <string>

#include "graph/op/registry.h"

namespace synfire {

// Adds "cuda:in_order" and "cuda:reversed" for a kind of device: kCpu, or one
// of the tests whose stream is a HostStream.  Instantiated for each neuron by
// itself (host_neurons.bzl), as bodies are slow to compile.  REQUIRES: its ops
// are in `registry`.
template <template <class> class Neuron>
void AddHostNeuron(const std::string& device, OpRegistry* registry);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_BACKEND_CUDA_HOST_NEURONS_H_
