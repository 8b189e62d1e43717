// The kernels of one neuron's ops, around the loops of scan_lanes.h.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_KERNELS_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/neurons/scan_ports.h"

namespace synfire {

// The constants of a neuron or a surrogate, of whichever struct it is.
class Constants {
 public:
  template <class T>
  void Set(const T& constants) {
    static_assert(sizeof(T) <= sizeof(bytes_), "raise the bound");
    static_assert(std::is_trivially_copyable<T>::value, "copied as bytes");
    std::memcpy(bytes_, &constants, sizeof constants);
  }
  const void* get() const { return bytes_; }

 private:
  alignas(std::max_align_t) unsigned char bytes_[128] = {};
};

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
