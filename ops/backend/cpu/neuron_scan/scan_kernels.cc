#include "ops/backend/cpu/neuron_scan/scan_kernels.h"

#include <algorithm>

#include "core/parallel.h"
#include "graph/op/deferred.h"
#include "ops/backend/cpu/neuron_scan/bound_slopes.h"
#include "ops/neurons/scan_op.h"

namespace synfire {
namespace {

// Neurons of one item of work; a multiple of every number of lanes.
constexpr int64_t kChunk = 2048;
// Sums of gradients that are kept apart, at most: enough to go round threads,
// few enough for one number a channel.
constexpr int64_t kMaxSums = 64;
// Of x, where it is deferred: all steps of a slab stay in the second cache.
constexpr int64_t kSlabFloats = 1 << 16;
// Slabs a thread, at least: they are unequal work.
constexpr int64_t kSlabsOfThread = 4;

// Channels [C] as ScanArgs wants them: going on periodically.  For alignment
// the stride is a whole number of vectors.
int64_t PaddedStride(int64_t channels) {
  return (PeriodicStride(channels) + kMaxScanLanes - 1) / kMaxScanLanes *
         kMaxScanLanes;
}
void Repeat(const float* given, int64_t channels, float* periodic) {
  for (int64_t i = 0; i < PeriodicStride(channels); ++i) {
    periodic[i] = given[i % channels];
  }
}

// What both kernels hold of their problem; `norm_port`: the mean's.
struct Bound {
  Bound(const KernelProblem& p, const ScanNeuron& n, int norm_port)
      : problem(p), neuron(n), ports(n.ports), norm(norm_port) {
    size = p.input(0).shape.size();
    chunks = (size + kChunk - 1) / kChunk;
    slots = std::min<int64_t>(NumThreads(), chunks);
    steps = ScanSteps(p);
    const bool shared =
        ports.learned == 0 || p.input(ports.Learned(0)).shape.rank() == 0;
    channels = shared ? 1 : std::max<int64_t>(1, p.input(0).shape.back());
    norm_channels =
        normed() ? std::max<int64_t>(1, p.input(0).shape.back()) : 1;
  }

  bool normed() const { return problem.has_input(norm); }
  // Of scratch, for Args.
  int64_t ChannelFloats() const {
    return ports.learned * PaddedStride(channels) +
           3 * PaddedStride(norm_channels);
  }

  // The arguments that both directions have; `first` is the port of state 0,
  // `scratch` ChannelFloats() floats.
  ScanArgs Args(const KernelArgs& args, int first, float* scratch) const {
    ScanArgs scan = {};
    scan.neuron = neuron.constants.get();
    scan.steps = steps;
    scan.size = size;
    scan.x_stride = problem.input(0).temporal() ? size : 0;
    if (problem.inputs[ScanPorts::kX]->form == Form::kBf16) {
      scan.x_bf16 = args.Input<uint16_t>(ScanPorts::kX);
    } else {
      scan.x = args.Input<float>(ScanPorts::kX);
    }
    const auto repeated = [&](const float* given, int64_t count) {
      float* const periodic = scratch;
      scratch += PaddedStride(count);
      if (size > 0) Repeat(given, count, periodic);
      return periodic;
    };
    scan.channels = channels;
    for (int i = 0; i < ports.learned; ++i) {
      scan.learned[i] = repeated(args.Input<float>(ports.Learned(i)), channels);
    }
    // These leave every x as it is: a sum with -0 has the other term's bits.
    static const float kSame[] = {0.0f, 1.0f, -0.0f};
    const auto factor = [&](int i) {
      return repeated(normed() ? args.Input<float>(norm + i) : kSame + i,
                      norm_channels);
    };
    scan.norm.channels = norm_channels;
    scan.norm.mean = factor(0);
    scan.norm.slope = factor(1);
    scan.norm.offset = factor(2);
    for (int i = 0; i < ports.states; ++i) {
      scan.first[i] = Input(args, first + i);
    }
    return scan;
  }
  const float* Input(const KernelArgs& args, int port) const {
    return problem.has_input(port) ? args.Input<float>(port) : nullptr;
  }
  // Null where the output is empty because nobody reads it.
  float* Output(const KernelArgs& args, int port) const {
    return problem.output(port).shape == problem.input(0).shape
               ? args.Output<float>(port)
               : nullptr;
  }
  // Calls body(slot, item) for each of `items`; calls with one slot follow
  // each other, so each slot has its own scratch.
  template <class Body>
  void ForItems(int64_t items, Body&& body) const {
    ParallelFor(slots, 1, [&](int64_t slot_begin, int64_t slot_end) {
      for (int64_t slot = slot_begin; slot < slot_end; ++slot) {
        const int64_t last = (slot + 1) * items / slots;
        for (int64_t i = slot * items / slots; i < last; ++i) body(slot, i);
      }
    });
  }
  int64_t EndOf(int64_t chunk) const {
    return std::min(size, (chunk + 1) * kChunk);
  }

  const KernelProblem problem;
  const ScanNeuron neuron;
  const ScanPorts ports;
  const int norm;
  int64_t size, chunks, slots, channels, norm_channels;
  int steps;
};

class ScanKernel : public Kernel {
 public:
  ScanKernel(const KernelProblem& problem, const ScanNeuron& neuron)
      : bound_(problem, neuron, neuron.ports.Norm()),
        bits_(problem.outputs[ScanPorts::kS].form == Form::kBits) {
    if (problem.inputs[ScanPorts::kX]->form != Form::kDeferred) return;
    const Shape& shape = problem.input(ScanPorts::kX).shape;
    const int64_t row = shape[shape.rank() - 2] * shape.back();
    const int64_t rows =
        std::min(kSlabFloats / (bound_.steps * row),
                 bound_.size / (row * NumThreads() * kSlabsOfThread));
    slab_ = std::max<int64_t>(rows, 1) * row;
    slots_ = NumThreads();
  }

  size_t scratch_bytes() const override {
    return sizeof(float) * (bound_.ChannelFloats() + slots_ * Floats()) +
           sizeof(int64_t) * slots_;
  }

  void Run(const KernelArgs& args) override {
    const ScanPorts& ports = bound_.ports;
    float* const channels = static_cast<float*>(args.scratch);
    float* const scratch = channels + bound_.ChannelFloats();
    int64_t* const spikes =
        reinterpret_cast<int64_t*>(scratch + slots_ * Floats());
    ScanArgs scan = bound_.Args(args, ports.First(0), channels);
    scan.s = bits_ ? nullptr : args.Output<float>(ScanPorts::kS);
    scan.s_stride = bound_.size;
    scan.s_bits = args.Output<uint8_t>(ScanPorts::kS);
    for (int i = 0; i < ports.states; ++i) {
      scan.last[i] = bound_.Output(args, ports.Last(i));
    }
    for (int64_t i = 0; i < slots_; ++i) spikes[i] = 0;
    if (const Deferred* const x = DeferredX(args, &scan)) {
      const int64_t slabs = (bound_.size + slab_ - 1) / slab_;
      ParallelItems(slabs, slots_, [&](int64_t slot, int64_t i) {
        const Slab slab = {i * slab_, std::min(bound_.size, (i + 1) * slab_)};
        spikes[slot] +=
            RunSlab(*x, scan, slot, slab, scratch + slot * Floats());
      });
    } else {
      bound_.ForItems(bound_.chunks, [&](int64_t slot, int64_t chunk) {
        spikes[slot] += bound_.neuron.loops.forward(scan, chunk * kChunk,
                                                    bound_.EndOf(chunk),
                                                    scratch + slot * Floats());
      });
    }
    int64_t sum = 0;
    for (int64_t i = 0; i < slots_; ++i) sum += spikes[i];
    *args.Output<int64_t>(ports.Spikes()) = sum;
  }

 private:
  // Of scratch, for each slot: the loops', and a slab.
  int64_t Floats() const {
    return LoopFloats() +
           (slab_ > 0 ? bound_.steps * GatheredStride(slab_) : 0);
  }
  int64_t LoopFloats() const {
    return ScanScratch(bound_.steps, bound_.ports.states);
  }

  // x, if it is deferred and not there; if it is there, it is the scan's.
  const Deferred* DeferredX(const KernelArgs& args, ScanArgs* scan) const {
    if (slab_ == 0) return nullptr;
    const void* const x = args.inputs[ScanPorts::kX];
    scan->x = ElementsOfDeferred(x);
    return DeferredAt(x).maker == nullptr ? nullptr : &DeferredAt(x);
  }

  int64_t RunSlab(const Deferred& x, ScanArgs scan, int64_t slot,
                  const Slab& slab, float* scratch) const {
    float* const made = scratch + LoopFloats();
    const int64_t stride = GatheredStride(slab_);
    x.maker->Make(x.args, slot, slab, made, stride);
    scan.x = made;
    scan.x_first = slab.begin;
    if (scan.x_stride != 0) scan.x_stride = stride;
    return bound_.neuron.loops.forward(scan, slab.begin, slab.end, scratch);
  }

  const Bound bound_;
  const bool bits_;
  int64_t slab_ = 0;  // of x, if it is deferred
  int64_t slots_ = bound_.slots;
};

class ScanGradKernel : public Kernel {
 public:
  ScanGradKernel(const KernelProblem& problem, Isa isa,
                 const ScanNeuron& neuron)
      : bound_(problem, neuron, neuron.ports.GradNorm()) {
    if (!neuron.fires) return;
    slopes_ = SlopesOf(problem.attrs, isa);
  }

  size_t scratch_bytes() const override {
    return sizeof(float) * (bound_.ChannelFloats() + bound_.slots * Floats()) +
           sizeof(double) * Sums() * SumDoubles();
  }

  void Run(const KernelArgs& args) override {
    const ScanPorts& ports = bound_.ports;
    float* const channels = static_cast<float*>(args.scratch);
    float* const scratch = channels + bound_.ChannelFloats();
    double* const sums =
        reinterpret_cast<double*>(scratch + bound_.slots * Floats());
    ScanArgs scan = bound_.Args(args, ports.GradFirst(0), channels);
    scan.surrogate = slopes_.surrogate.get();
    scan.slopes = slopes_.slopes;
    scan.detach_every =
        static_cast<int>(bound_.problem.attrs.Int("detach_every"));
    scan.ds = bound_.Input(args, ports.Ds());
    scan.dx = args.Output<float>(ScanPorts::kDx);
    for (int i = 0; i < ports.states; ++i) {
      scan.d_last[i] = bound_.Input(args, ports.DLast(i));
      scan.d_first[i] = bound_.problem.has_input(ports.GradFirst(i))
                            ? args.Output<float>(ports.DFirst(i))
                            : nullptr;
    }
    bound_.ForItems(Sums(), [&](int64_t slot, int64_t item) {
      double* const sum = sums + item * SumDoubles();
      std::fill(sum, sum + SumDoubles(), 0.0);
      const ScanSums to = {sum,
                           bound_.normed() ? sum + LearnedDoubles() : nullptr};
      const int64_t last = (item + 1) * bound_.chunks / Sums();
      for (int64_t c = item * bound_.chunks / Sums(); c < last; ++c) {
        bound_.neuron.loops.backward(scan, c * kChunk, bound_.EndOf(c),
                                     scratch + slot * Floats(), to);
      }
    });
    const Periodic learned = {0, bound_.channels};
    for (int i = 0; i < ports.learned; ++i) {
      AddUp(args, ports.DLearned(i), sums, learned.At(i));
    }
    const Periodic norm = {LearnedDoubles(), bound_.norm_channels};
    for (int i = 0; bound_.normed() && i < 2; ++i) {
      AddUp(args, ports.DSlope() + i, sums, norm.At(i));
    }
  }

 private:
  // Of scratch, for each slot.
  int64_t Floats() const {
    return ScanGradScratch(bound_.steps, bound_.ports.states);
  }
  // Runs of chunks, each with a sum of its own: no matter how many threads.
  int64_t Sums() const { return std::min(bound_.chunks, kMaxSums); }
  int64_t SumDoubles() const {
    return LearnedDoubles() +
           (bound_.normed() ? 2 * PeriodicStride(bound_.norm_channels) : 0);
  }
  int64_t LearnedDoubles() const {
    return bound_.ports.learned * PeriodicStride(bound_.channels);
  }

  // A vector of channels among an item's sums.
  struct Periodic {
    int64_t first, channels;

    Periodic At(int64_t i) const {
      return {first + i * PeriodicStride(channels), channels};
    }
  };
  void AddUp(const KernelArgs& args, int port, const double* sums,
             const Periodic& of) const {
    float* const out = args.Output<float>(port);
    const int64_t outputs = bound_.problem.OutputElements(port);
    for (int64_t channel = 0; channel < outputs; ++channel) {
      double sum = 0;
      for (int64_t item = 0; item < Sums(); ++item) {
        const double* const from = sums + item * SumDoubles() + of.first;
        for (int64_t j = channel; j < PeriodicStride(of.channels);
             j += of.channels) {
          sum += from[j];
        }
      }
      out[channel] = static_cast<float>(sum);
    }
  }

  const Bound bound_;
  BoundSlopes slopes_ = {};
};

}  // namespace

absl::Status TakesScan(const KernelProblem& problem, Isa isa) {
  if (!MachineRuns(isa)) return Refuse("this machine lacks ", Name(isa));
  const DType dtype = problem.input(0).dtype;
  if (dtype != DType::kF32) {
    return Refuse("x is ", Name(dtype), ", this kernel takes f32");
  }
  if (problem.attrs.Bool("smooth")) {
    return Refuse("smooth = true, this kernel fires steps only");
  }
  if (problem.outputs[ScanPorts::kS].form == Form::kBytes) {
    return Refuse("s is in bytes, this kernel packs bits");
  }
  return absl::OkStatus();
}

std::unique_ptr<Kernel> MakeScan(const KernelProblem& problem,
                                 const ScanNeuron& neuron) {
  return std::make_unique<ScanKernel>(problem, neuron);
}

std::unique_ptr<Kernel> MakeScanGrad(const KernelProblem& problem, Isa isa,
                                     const ScanNeuron& neuron) {
  return std::make_unique<ScanGradKernel>(problem, isa, neuron);
}

}  // namespace synfire
