// The kernels of one neuron's ops, around the loops of scan_lanes.h.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_KERNELS_H_

#include <memory>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/neuron_scan/constants.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/neurons/scan_ports.h"

namespace synfire {

// What a kernel must know of its neuron.
struct ScanNeuron {
  ScanPorts ports;
  bool fires;
  Constants constants;  // Neuron<float>
  ScanLoops loops;
};

// Whether the kernels below take the problem; else a refusal.
absl::Status TakesScan(const KernelProblem& problem, Isa isa);

// REQUIRE: TakesScan.
std::unique_ptr<Kernel> MakeScan(const KernelProblem& problem,
                                 const ScanNeuron& neuron);
std::unique_ptr<Kernel> MakeScanGrad(const KernelProblem& problem, Isa isa,
                                     const ScanNeuron& neuron);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_KERNELS_H_
