#include "ops/backend/cpu/psn/psn_kernels.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/neuron_scan/bound_slopes.h"
#include "ops/backend/cpu/psn/psn_lanes.h"
#include "ops/backend/refusals.h"
#include "ops/neurons/psn/psn.h"

namespace synfire {
namespace {

// Neurons of one item of work; a multiple of every block.
constexpr int64_t kChunk = 1024;
static_assert(kChunk % kMaxPsnBlock == 0, "chunks are whole blocks");
// Gradients' sums that are kept apart, at most: by number, and in all.
constexpr int64_t kMaxSums = 64;
constexpr int64_t kMaxSumDoubles = 1 << 22;

// What both kernels hold of their problem.
class PsnKernel : public Kernel {
 public:
  PsnKernel(const KernelProblem& problem, Isa isa)
      : problem_(problem),
        loops_(ForIsa(isa, portable::kPsnLoops, avx2::kPsnLoops,
                      avx512::kPsnLoops)),
        mixing_(MixingOf(problem)),
        size_(problem.input(0).shape.size()),
        chunks_((size_ + kChunk - 1) / kChunk) {
    for (int t = 0; t < mixing_.steps; ++t) {
      first_.push_back(mixing_.First(t));
      end_.push_back(mixing_.End(t));
      first_reader_.push_back(mixing_.FirstReader(t));
      end_of_readers_.push_back(mixing_.EndOfReaders(t));
    }
  }

 protected:
  int64_t steps() const { return mixing_.steps; }
  // The scratch begins with M, its transpose and the bias; aligned.
  int64_t MatrixFloats() const {
    const int64_t floats = steps() * (2 * steps() + 1);
    return (floats + kMaxScanLanes - 1) / kMaxScanLanes * kMaxScanLanes;
  }
  PsnArgs Args(const KernelArgs& args) const {
    float* const matrix = static_cast<float*>(args.scratch);
    float* const transposed = matrix + steps() * steps();
    float* const bias = transposed + steps() * steps();
    mixing_.Expand(args.Input<float>(PsnPorts::kW), matrix);
    for (int t = 0; t < steps(); ++t) {
      for (int j = 0; j < steps(); ++j) {
        transposed[j * steps() + t] = matrix[t * steps() + j];
      }
      bias[t] = args.Input<float>(PsnPorts::kB)[mixing_.BiasPlace(t)];
    }
    PsnArgs psn = {};
    psn.steps = mixing_.steps;
    psn.size = size_;
    psn.x_stride = problem_.input(0).temporal() ? size_ : 0;
    psn.x = args.Input<float>(PsnPorts::kX);
    psn.matrix = {matrix, first_.data(), end_.data()};
    psn.transposed = {transposed, first_reader_.data(), end_of_readers_.data()};
    psn.bias = bias;
    return psn;
  }
  int64_t EndOf(int64_t chunk) const {
    return std::min(size_, (chunk + 1) * kChunk);
  }
  static int64_t Slots(int64_t items) {
    return std::min<int64_t>(NumThreads(), items);
  }
  // Calls body(slot, item) for each of `items`; calls with one slot follow
  // each other, so each slot has its own scratch.
  template <class Body>
  static void ForItems(int64_t items, Body&& body) {
    const int64_t slots = Slots(items);
    ParallelFor(slots, 1, [&](int64_t slot_begin, int64_t slot_end) {
      for (int64_t slot = slot_begin; slot < slot_end; ++slot) {
        const int64_t last = (slot + 1) * items / slots;
        for (int64_t i = slot * items / slots; i < last; ++i) body(slot, i);
      }
    });
  }

  const KernelProblem problem_;
  const PsnLoops& loops_;
  const Mixing mixing_;
  const int64_t size_, chunks_;

 private:
  std::vector<int> first_, end_, first_reader_, end_of_readers_;
};

class ForwardKernel : public PsnKernel {
 public:
  using PsnKernel::PsnKernel;

  size_t scratch_bytes() const override {
    return sizeof(float) *
               (MatrixFloats() + Slots(chunks_) * PsnScratch(steps())) +
           sizeof(int64_t) * Slots(chunks_);
  }

  void Run(const KernelArgs& args) override {
    PsnArgs psn = Args(args);
    psn.s = args.Output<float>(PsnPorts::kS);
    float* const scratch = static_cast<float*>(args.scratch) + MatrixFloats();
    int64_t* const spikes = reinterpret_cast<int64_t*>(
        scratch + Slots(chunks_) * PsnScratch(steps()));
    std::fill(spikes, spikes + Slots(chunks_), 0);
    ForItems(chunks_, [&](int64_t slot, int64_t chunk) {
      spikes[slot] += loops_.forward(psn, chunk * kChunk, EndOf(chunk),
                                     scratch + slot * PsnScratch(steps()));
    });
    int64_t sum = 0;
    for (int64_t i = 0; i < Slots(chunks_); ++i) sum += spikes[i];
    *args.Output<int64_t>(PsnPorts::kSpikes) = sum;
  }
};

class BackwardKernel : public PsnKernel {
 public:
  BackwardKernel(const KernelProblem& problem, Isa isa)
      : PsnKernel(problem, isa), slopes_(SlopesOf(problem.attrs, isa)) {}

  size_t scratch_bytes() const override {
    return sizeof(float) *
               (MatrixFloats() + Slots(Items()) * PsnGradScratch(steps())) +
           sizeof(double) * (Items() + 1) * PsnSums(steps());
  }

  void Run(const KernelArgs& args) override {
    PsnArgs psn = Args(args);
    psn.slopes = slopes_.slopes;
    psn.surrogate = slopes_.surrogate.get();
    psn.ds = args.Input<float>(PsnPorts::kDs);
    psn.dx = args.Output<float>(PsnPorts::kDx);
    float* const scratch = static_cast<float*>(args.scratch) + MatrixFloats();
    double* const total = reinterpret_cast<double*>(
        scratch + Slots(Items()) * PsnGradScratch(steps()));
    double* const sums = total + PsnSums(steps());
    ForItems(Items(), [&](int64_t slot, int64_t item) {
      double* const sum = sums + item * PsnSums(steps());
      std::fill(sum, sum + PsnSums(steps()), 0.0);
      const int64_t last = (item + 1) * chunks_ / Items();
      for (int64_t c = item * chunks_ / Items(); c < last; ++c) {
        loops_.backward(psn, c * kChunk, EndOf(c),
                        scratch + slot * PsnGradScratch(steps()), sum);
      }
    });
    for (int64_t i = 0; i < PsnSums(steps()); ++i) {
      total[i] = 0;
      for (int64_t item = 0; item < Items(); ++item) {
        total[i] += sums[item * PsnSums(steps()) + i];
      }
    }
    mixing_.Collapse(total, args.Output<float>(PsnPorts::kDw));
    mixing_.CollapseBias(total + steps() * steps(),
                         args.Output<float>(PsnPorts::kDb));
  }

 private:
  // Runs of chunks, each with a sum of its own: no matter how many threads.
  int64_t Items() const {
    const int64_t fit = std::max<int64_t>(1, kMaxSumDoubles / PsnSums(steps()));
    return std::min({chunks_, kMaxSums, fit});
  }

  const BoundSlopes slopes_;
};

template <class KernelClass, Isa kIsa>
KernelOrRefusal MakeFor(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  if (problem.attrs.Bool("smooth")) {
    return Refuse("smooth = true, this kernel fires steps only");
  }
  return std::make_unique<KernelClass>(problem, kIsa);
}

template <class KernelClass>
void AddForEachIsa(const std::string& op, OpRegistry* registry) {
  registry->AddKernel({op, "cpu:avx512", MakeFor<KernelClass, Isa::kAvx512>});
  registry->AddKernel({op, "cpu:avx2", MakeFor<KernelClass, Isa::kAvx2>});
  registry->AddKernel(
      {op, "cpu:portable", MakeFor<KernelClass, Isa::kPortable>});
}

}  // namespace

void AddCpuPsnKernels(OpRegistry* registry) {
  AddForEachIsa<ForwardKernel>("psn", registry);
  AddForEachIsa<BackwardKernel>("psn_grad", registry);
}

}  // namespace synfire
