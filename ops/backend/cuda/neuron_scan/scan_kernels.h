// The neuron ops as kernels of the graph, on whatever runs bodies: Launcher is
// DeviceLauncher or, in tests, HostLauncher (ops/backend/cuda/launch).
//
// f32; spikes may be packed.  They refuse other types and smooth = true.
// Forward results and dx have the bits of the reference.  Memory must be what
// the launcher's bodies can reach.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_KERNELS_H_

#include <string>
#include <vector>

#include "graph/op/kernel.h"
#include "graph/op/registry.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/neuron_scan/scan_body.h"
#include "ops/backend/cuda/neuron_scan/scan_grad_body.h"
#include "ops/backend/cuda/neuron_scan/scan_problem.h"
#include "ops/backend/cuda/sums/channel_sums.h"
#include "ops/backend/cuda/sums/sum_bodies.h"

namespace synfire {

template <class Neuron, class Launcher>
class CudaScan : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return CudaTakesScan(problem);
  }
  explicit CudaScan(const KernelProblem& problem)
      : problem_(problem, PortsOf<Neuron>()),
        s_(BitsOf(problem.outputs[ScanPorts::kS])),
        lanes_(s_ == ElementBits::kPlain ? problem_.lanes() : kLanesOfByte) {}

  size_t scratch_bytes() const override {
    return sizeof(int64_t) * problem_.Blocks(lanes_);
  }

  void Run(const KernelArgs& args) override {
    if constexpr (Neuron::kFiring.fires) {
      if (lanes_ == kLanesOfByte) return Launch<kLanesOfByte>(args);
    }
    if (lanes_ == 4) {
      Launch<4>(args);
    } else {
      Launch<1>(args);
    }
  }

 private:
  template <int kLanes>
  void Launch(const KernelArgs& args) {
    constexpr ScanPorts kPorts = PortsOf<Neuron>();
    const int64_t blocks = problem_.Blocks(kLanes);
    ScanBody<Neuron, kLanes> body = {};
    body.in =
        problem_.template Input<Neuron>(args, kPorts.First(0), kPorts.Norm());
    body.s = {args.outputs[ScanPorts::kS], s_};
    for (int i = 0; i < Neuron::kStates; ++i) {
      body.last[i] = problem_.StateOutput(args, kPorts.Last(i));
    }
    body.block_spikes = static_cast<int64_t*>(args.scratch);
    Launcher launcher(args.stream);
    launcher.Launch(body, blocks);
    launcher.Launch(
        SumCountsBody{
            body.block_spikes, blocks, {args.Output<int64_t>(kPorts.Spikes())}},
        1);
  }

  const ScanProblem problem_;
  const ElementBits s_;
  const int lanes_;
};

template <class Neuron, class Launcher>
class CudaScanGrad : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return CudaTakesScan(problem);
  }
  explicit CudaScanGrad(const KernelProblem& problem)
      : problem_(problem, PortsOf<Neuron>()), memory_(problem_, kPorts) {
    if (Neuron::kFiring.fires) surrogate_ = SurrogateOf(problem.attrs);
  }

  size_t scratch_bytes() const override { return memory_.bytes; }

  void Run(const KernelArgs& args) override {
    if (problem_.fixed_steps() == 4) {
      Launch<4, 4>(args);
    } else if (problem_.fixed_steps() == 8) {
      Launch<4, 8>(args);
    } else if (problem_.lanes() == 4) {
      Launch<4, 0>(args);
    } else {
      Launch<1, 0>(args);
    }
  }

 private:
  static constexpr ScanPorts kPorts = PortsOf<Neuron>();

  template <int kLanes, int kSteps>
  void Launch(const KernelArgs& args) {
    ScanGradBody<Neuron, kLanes, kSteps> body = {};
    body.in = problem_.template Input<Neuron>(args, kPorts.GradFirst(0),
                                              kPorts.GradNorm());
    body.surrogate = surrogate_;
    body.detach_every =
        static_cast<int>(problem_.problem.attrs.Int("detach_every"));
    body.ds = problem_.Given(args, kPorts.Ds());
    body.dx = args.Output<float>(ScanPorts::kDx);
    for (int i = 0; i < Neuron::kStates; ++i) {
      body.d_last[i] = problem_.Given(args, kPorts.DLast(i));
      if (!problem_.problem.has_input(kPorts.GradFirst(i))) continue;
      body.d_first[i] = args.Output<float>(kPorts.DFirst(i));
    }
    body.before = memory_.Before(args.scratch);
    for (int i = 0; i < body.kLearned; ++i) {
      body.d_learned[i] = memory_.OfNeurons(args.scratch, i);
    }
    const bool normed = body.in.mean != nullptr;
    if (normed) {
      body.d_slope = memory_.OfNeurons(args.scratch, body.kLearned);
      body.d_offset = memory_.OfNeurons(args.scratch, body.kLearned + 1);
    }
    Launcher(args.stream).Launch(body, problem_.Blocks(kLanes));
    for (int i = 0; i < body.kLearned; ++i) {
      SumOver(args, body.in.channels, i, kPorts.DLearned(i));
    }
    if (!normed) return;
    SumOver(args, body.in.norm_channels, body.kLearned, kPorts.DSlope());
    SumOver(args, body.in.norm_channels, body.kLearned + 1, kPorts.DOffset());
  }

  void SumOver(const KernelArgs& args, int64_t channels, int of_neurons,
               int port) {
    if (problem_.problem.OutputElements(port) == 0) return;
    Launcher launcher(args.stream);
    LaunchPlainSums(ChannelSplit::Of(problem_.size, channels),
                    memory_.OfNeurons(args.scratch, of_neurons),
                    memory_.Partials(args.scratch), args.Output<float>(port),
                    &launcher);
  }

  const ScanProblem problem_;
  const ScanGradMemory memory_;
  ChosenSurrogate surrogate_;
};

// Adds the candidates of one neuron under the name `candidate`, for a kind of
// device.  REQUIRES: its ops are in `registry`.
template <template <class> class Neuron, class Launcher>
void AddCudaNeuron(const std::string& candidate, const std::string& device,
                   OpRegistry* registry) {
  using N = Neuron<float>;
  std::vector<int> packed;
  if (N::kFiring.fires) packed = {ScanPorts::kS};
  const CandidateAdder add{candidate, device, registry};
  add.Add<CudaScan<N, Launcher>>(N::kName, {}, packed);
  add.Add<CudaScanGrad<N, Launcher>>(absl::StrCat(N::kName, "_grad"));
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_KERNELS_H_
