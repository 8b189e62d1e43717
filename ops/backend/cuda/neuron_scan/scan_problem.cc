#include "ops/backend/cuda/neuron_scan/scan_problem.h"

#include <algorithm>

#include "ops/backend/cuda/sums/channel_sums.h"
#include "ops/neurons/scan_op.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

int64_t Padded(int64_t floats) { return BlocksFor(floats, 16) * 16; }

}  // namespace

absl::Status CudaTakesScan(const KernelProblem& problem) {
  const DType dtype = problem.input(0).dtype;
  if (dtype != DType::kF32) {
    return Refuse("x is ", Name(dtype), ", this kernel takes f32");
  }
  if (problem.attrs.Bool("smooth")) {
    return Refuse("smooth = true, this kernel fires steps only");
  }
  return absl::OkStatus();
}

ChosenSurrogate SurrogateOf(const Attrs& attrs) {
  const auto spec = SurrogateFromText(attrs.String("surrogate"));
  SYNFIRE_CHECK(spec.ok());
  ChosenSurrogate chosen;
  int place = 0;
  ForEachSurrogate([&](auto family) {
    using Surrogate = typename decltype(family)::template Of<float>;
    if (spec->name == Surrogate::kName) {
      chosen = ChosenSurrogate::Of(place, Surrogate::From(spec->attrs));
    }
    ++place;
  });
  return chosen;
}

ScanProblem::ScanProblem(const KernelProblem& p, const ScanPorts& scan_ports)
    : problem(p), ports(scan_ports) {
  steps = ScanSteps(problem);
  size = problem.input(0).shape.size();
  channels =
      ports.learned == 0
          ? 1
          : std::max<int64_t>(1, problem.InputElements(ports.Learned(0)));
}

ScanGradMemory::ScanGradMemory(const ScanProblem& problem,
                               const ScanPorts& ports) {
  const bool normed = problem.problem.has_input(ports.GradNorm());
  const int64_t norm_channels =
      normed ? problem.problem.InputElements(ports.GradNorm()) : 0;
  int64_t partials = 0;
  for (int64_t channels : {problem.channels, norm_channels}) {
    if (channels == 0) continue;
    partials = std::max(
        partials, PartialSums(ChannelSplit::Of(problem.size, channels), 1));
  }
  size_ = Padded(problem.size);
  if (problem.fixed_steps() == 0) {
    before_ = Padded(int64_t{problem.steps} * ports.states * problem.size);
  }
  const int64_t arrays = ports.learned + (normed ? 2 : 0);
  partials_ = before_ + arrays * size_;
  bytes =
      sizeof(float) * partials_ + (arrays > 0 ? sizeof(double) * partials : 0);
}

}  // namespace synfire
