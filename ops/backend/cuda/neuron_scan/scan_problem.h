// A neuron op's problem as the bodies take it, for any neuron.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_PROBLEM_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_PROBLEM_H_

#include "graph/op/kernel.h"
#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/neuron_scan/chosen_surrogate.h"
#include "ops/backend/cuda/neuron_scan/scan_input.h"
#include "ops/neurons/scan_ports.h"

namespace synfire {

// Whether the kernels of scan_kernels.h take it; else a refusal.
absl::Status CudaTakesScan(const KernelProblem& problem);

// Of attribute surrogate.  REQUIRES: a shape rule has accepted it.
ChosenSurrogate SurrogateOf(const Attrs& attrs);

struct ScanProblem {
  ScanProblem(const KernelProblem& problem, const ScanPorts& ports);

  // Neurons of a thread: 4 where rows start at multiples of 16 bytes.
  int lanes() const { return size % 4 == 0 ? 4 : 1; }
  // The steps of a gradient kernel made for that number; 0: the one for any.
  int fixed_steps() const {
    return lanes() == 4 && (steps == 4 || steps == 8) ? steps : 0;
  }
  int64_t Blocks(int lanes) const {
    return BlocksFor(size, int64_t{kScanThreads} * lanes);
  }

  // Null where it is not given.
  const float* Given(const KernelArgs& args, int port) const {
    return problem.has_input(port) ? args.Input<float>(port) : nullptr;
  }
  // Null where the output is empty because nobody reads it.
  float* StateOutput(const KernelArgs& args, int port) const {
    return problem.output(port).shape == problem.input(0).shape
               ? args.Output<float>(port)
               : nullptr;
  }
  // `first`: the port of state 0; `norm`: that of the mean.
  template <class Neuron>
  ScanInput<Neuron> Input(const KernelArgs& args, int first, int norm) const {
    ScanInput<Neuron> in = {};
    in.neuron = Neuron::From(problem.attrs);
    in.steps = steps;
    in.size = size;
    in.x_stride = problem.input(0).temporal() ? size : 0;
    in.x = args.Input<float>(ScanPorts::kX);
    in.norm_channels =
        problem.has_input(norm) ? problem.InputElements(norm) : int64_t{1};
    in.mean = Given(args, norm);
    in.slope = Given(args, norm + 1);
    in.offset = Given(args, norm + 2);
    in.channels = channels;
    for (int i = 0; i < in.kLearned; ++i) {
      in.learned[i] = args.Input<float>(ports.Learned(i));
    }
    for (int i = 0; i < in.kStates; ++i) in.first[i] = Given(args, first + i);
    return in;
  }

  const KernelProblem problem;
  const ScanPorts ports;
  int steps;
  int64_t size;      // neurons
  int64_t channels;  // of the learned parameters, one or more
};

// Scratch of the gradient, each part at a multiple of 64 bytes.
class ScanGradMemory {
 public:
  ScanGradMemory(const ScanProblem& problem, const ScanPorts& ports);

  // [steps, states, size], where the problem has no fixed_steps.
  float* Before(void* scratch) const { return At(scratch, 0); }
  // [size], number i.
  float* OfNeurons(void* scratch, int i) const {
    return At(scratch, before_ + i * size_);
  }
  double* Partials(void* scratch) const {
    return reinterpret_cast<double*>(At(scratch, partials_));
  }

  size_t bytes;

 private:
  static float* At(void* scratch, int64_t floats) {
    return static_cast<float*>(scratch) + floats;
  }

  int64_t before_ = 0, size_, partials_;  // in floats
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_PROBLEM_H_
