// The neuron ops on the CPU, in f32: vectors of neurons, time innermost, so a
// state never leaves its register in the forward scan.
//
// Candidates "cpu:avx512", "cpu:avx2", "cpu:portable".  They refuse other
// element types, and smooth = true, which the reference serves.  Neurons are
// split into chunks of a fixed size over threads, and gradients of learned
// parameters are summed in an order that follows from the size alone, so no
// number depends on the threads.  Forward results and dx have the bits of the
// reference.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_

#include <string>
#include <utility>

#include "graph/op/registry.h"
#include "ops/backend/cpu/neuron_scan/scan_kernels.h"

namespace synfire {

// For every neuron of neuron_list.h.  REQUIRES: their ops are in `registry`.
void AddCpuNeuronKernels(OpRegistry* registry);

// For one neuron, whose loops a neuron_loops of neuron_loops.bzl has compiled
// and this program links.  REQUIRES: its ops are in `registry`.
template <template <class> class Neuron>
void AddCpuNeuron(OpRegistry* registry);

// Implementation details follow.

namespace internal {

template <class Neuron, Isa kIsa>
KernelOrRefusal MakeScanOf(const KernelProblem& problem) {
  const absl::Status takes = TakesScan(problem, kIsa);
  if (!takes.ok()) return takes;
  ScanNeuron neuron = {PortsOf<Neuron>(), Neuron::kFiring.fires, {}, {}};
  neuron.constants.Set(Neuron::From(problem.attrs));
  neuron.loops = kIsa == Isa::kAvx512 ? avx512::LoopsOf<Neuron>()
                 : kIsa == Isa::kAvx2 ? avx2::LoopsOf<Neuron>()
                                      : portable::LoopsOf<Neuron>();
  const bool forward = problem.op->name() == Neuron::kName;
  return forward ? MakeScan(problem, neuron)
                 : MakeScanGrad(problem, kIsa, neuron);
}

}  // namespace internal

template <template <class> class Neuron>
void AddCpuNeuron(OpRegistry* registry) {
  using N = Neuron<float>;
  const auto add = [&](Isa isa, auto* make) {
    const std::string name = absl::StrCat("cpu:", Name(isa));
    KernelCandidate forward = {N::kName, name, make, {}, {ScanPorts::kS}};
    KernelCandidate grad = {absl::StrCat(N::kName, "_grad"), name, make};
    forward.takes_deferred = true;
    forward.bf16_inputs = grad.bf16_inputs = {ScanPorts::kX};
    registry->AddKernel(std::move(forward));
    registry->AddKernel(std::move(grad));
  };
  add(Isa::kAvx512, internal::MakeScanOf<N, Isa::kAvx512>);
  add(Isa::kAvx2, internal::MakeScanOf<N, Isa::kAvx2>);
  add(Isa::kPortable, internal::MakeScanOf<N, Isa::kPortable>);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NEURON_SCAN_H_
