// The parallel spiking neuron as kernels of the graph on whatever runs bodies:
// Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32.  They refuse other types and smooth = true.  s and dx have the bits of
// the reference.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_KERNELS_H_

#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/neuron_scan/scan_problem.h"
#include "ops/backend/cuda/psn/psn_bodies.h"
#include "ops/backend/cuda/psn/psn_weight_bodies.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/neurons/psn/psn.h"

namespace synfire {

// Scratch begins with M.
class CudaPsnKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return CudaTakesScan(problem);
  }

 protected:
  explicit CudaPsnKernel(const KernelProblem& problem)
      : mixing_(MixingOf(problem)),
        size_(problem.input(PsnPorts::kX).shape.size()),
        x_stride_(problem.input(PsnPorts::kX).temporal() ? size_ : 0),
        matrix_bytes_(Padded(sizeof(float) * mixing_.steps * mixing_.steps)) {}

  static int64_t Padded(int64_t bytes) { return BlocksFor(bytes, 64) * 64; }
  int64_t Blocks(int lanes) const {
    return BlocksFor(size_, int64_t{kPsnThreads} * lanes);
  }
  static char* At(const KernelArgs& args, int64_t bytes) {
    return static_cast<char*>(args.scratch) + bytes;
  }

  // What all bodies read; makes M.
  template <class Launcher>
  PsnInput Input(const KernelArgs& args, Launcher* launcher) const {
    auto* const matrix = static_cast<float*>(args.scratch);
    launcher->Launch(
        PsnExpandBody{mixing_, args.Input<float>(PsnPorts::kW), matrix},
        BlocksFor(int64_t{mixing_.steps} * mixing_.steps, kPsnThreads));
    return {mixing_,   size_,
            x_stride_, args.Input<float>(PsnPorts::kX),
            matrix,    args.Input<float>(PsnPorts::kB)};
  }

  const Mixing mixing_;
  const int64_t size_, x_stride_, matrix_bytes_;
};

template <class Launcher>
class CudaPsn : public CudaPsnKernel {
 public:
  explicit CudaPsn(const KernelProblem& problem) : CudaPsnKernel(problem) {}

  size_t scratch_bytes() const override {
    return matrix_bytes_ + sizeof(int64_t) * Blocks(1);
  }

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    const PsnInput in = Input(args, &launcher);
    auto* const spikes = reinterpret_cast<int64_t*>(At(args, matrix_bytes_));
    WithLanes(size_, [&](auto lanes) {
      launcher.Launch(
          PsnBody<lanes>{in, args.Output<float>(PsnPorts::kS), spikes},
          Blocks(lanes));
      launcher.Launch(
          SumCountsBody{
              spikes, Blocks(lanes), {args.Output<int64_t>(PsnPorts::kSpikes)}},
          1);
    });
  }
};

// Scratch: M, dh [T,size], totals [T,T+1], partial sums of them.
template <class Launcher>
class CudaPsnGrad : public CudaPsnKernel {
 public:
  explicit CudaPsnGrad(const KernelProblem& problem)
      : CudaPsnKernel(problem),
        surrogate_(SurrogateOf(problem.attrs)),
        pairs_(int64_t{mixing_.steps} * (mixing_.steps + 1)),
        chunks_(BlocksFor(size_, PsnPairsBody::kChunk)),
        total_at_(matrix_bytes_ +
                  Padded(sizeof(float) * mixing_.steps * size_)),
        partial_at_(total_at_ + Padded(sizeof(double) * pairs_)) {}

  size_t scratch_bytes() const override {
    return partial_at_ + sizeof(double) * pairs_ * chunks_;
  }

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    const PsnInput in = Input(args, &launcher);
    auto* const dh = reinterpret_cast<float*>(At(args, matrix_bytes_));
    auto* const total = reinterpret_cast<double*>(At(args, total_at_));
    auto* const partial = reinterpret_cast<double*>(At(args, partial_at_));
    WithLanes(size_, [&](auto lanes) {
      launcher.Launch(
          PsnMembraneGradBody<lanes>{in, surrogate_,
                                     args.Input<float>(PsnPorts::kDs), dh},
          Blocks(lanes));
      launcher.Launch(
          PsnInputGradBody<lanes>{in, dh, args.Output<float>(PsnPorts::kDx)},
          Blocks(lanes));
    });
    const PsnPairsBody pairs{in, dh, partial};
    launcher.Launch(pairs, pairs.blocks());
    launcher.Launch(PsnTotalBody{chunks_, pairs_, partial, total}, pairs_);
    const PsnCollapseBody collapse{mixing_, total,
                                   args.Output<float>(PsnPorts::kDw),
                                   args.Output<float>(PsnPorts::kDb)};
    launcher.Launch(collapse, BlocksFor(collapse.elements(), kPsnThreads));
  }

 private:
  const ChosenSurrogate surrogate_;
  const int64_t pairs_, chunks_;         // of dM; of neurons
  const int64_t total_at_, partial_at_;  // bytes from the start of scratch
};

template <class Launcher>
void AddCudaPsnKernels(const CandidateAdder& add) {
  add.Add<CudaPsn<Launcher>>("psn");
  add.Add<CudaPsnGrad<Launcher>>("psn_grad");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PSN_PSN_KERNELS_H_
