#include "ops/backend/cpu/neuron_scan/neuron_scan.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <type_traits>

#include "core/parallel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/scan_op.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

// Neurons of one item of work; a multiple of every number of lanes.
constexpr int64_t kChunk = 2048;

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

// What both kernels hold of their problem.
struct Bound {
  explicit Bound(const KernelProblem& p) : problem(p) {
    const std::string& op = p.op->name();
    int place = 0;
    ForEachNeuron([&](auto family) {
      using Neuron = typename decltype(family)::template Of<float>;
      if (op == Neuron::kName || op == std::string(Neuron::kName) + "_grad") {
        neuron = place;
        ports = PortsOf<Neuron>();
        neuron_constants.Set(Neuron::From(p.attrs));
      }
      ++place;
    });
    const auto spec = SurrogateFromText(p.attrs.String("surrogate"));
    SYNFIRE_CHECK(neuron >= 0 && spec.ok());
    place = 0;
    ForEachSurrogate([&](auto family) {
      using Surrogate = typename decltype(family)::template Of<float>;
      if (spec->name == Surrogate::kName) {
        surrogate = place;
        surrogate_constants.Set(Surrogate::From(spec->attrs));
      }
      ++place;
    });
    size = p.input(0).shape.size();
    chunks = (size + kChunk - 1) / kChunk;
    slots = std::min<int64_t>(NumThreads(), chunks);
    steps = ScanSteps(p);
  }

  // The arguments that both directions have; `first` is the port of state 0.
  ScanArgs Args(const KernelArgs& args, int first) const {
    ScanArgs scan = {};
    scan.neuron = neuron_constants.get();
    scan.surrogate = surrogate_constants.get();
    scan.steps = steps;
    scan.size = size;
    scan.x_stride = problem.input(0).temporal() ? size : 0;
    scan.x = args.Input<float>(ScanPorts::kX);
    for (int i = 0; i < ports.learned; ++i) {
      scan.learned[i] = args.Input<float>(ports.Learned(i));
    }
    for (int i = 0; i < ports.states; ++i)
      scan.first[i] = Input(args, first + i);
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
  // Calls body(slot, first, begin, end) for the neurons [begin, end) of each
  // chunk.  Calls with one slot follow each other, the first with `first`, so
  // each slot has its own scratch.
  template <class Body>
  void ForChunks(Body&& body) const {
    ParallelFor(slots, 1, [&](int64_t slot_begin, int64_t slot_end) {
      for (int64_t slot = slot_begin; slot < slot_end; ++slot) {
        const int64_t first = slot * chunks / slots;
        const int64_t last = (slot + 1) * chunks / slots;
        for (int64_t c = first; c < last; ++c) {
          body(slot, c == first, c * kChunk, std::min(size, (c + 1) * kChunk));
        }
      }
    });
  }

  const KernelProblem problem;
  ScanPorts ports = {};
  int neuron = -1, surrogate = -1;
  Constants neuron_constants, surrogate_constants;
  int64_t size, chunks, slots;
  int steps;
};

class ScanKernel : public Kernel {
 public:
  ScanKernel(const KernelProblem& problem, Isa isa) : bound_(problem) {
    scan_ = isa == Isa::kAvx512 ? avx512::FindScan(bound_.neuron)
            : isa == Isa::kAvx2 ? avx2::FindScan(bound_.neuron)
                                : portable::FindScan(bound_.neuron);
  }

  size_t scratch_bytes() const override {
    return bound_.slots * (sizeof(float) * Floats() + sizeof(int64_t));
  }

  void Run(const KernelArgs& args) override {
    const ScanPorts& ports = bound_.ports;
    ScanArgs scan = bound_.Args(args, ports.First(0));
    scan.s = args.Output<float>(ScanPorts::kS);
    for (int i = 0; i < ports.states; ++i) {
      scan.last[i] = bound_.Output(args, ports.Last(i));
    }
    float* const scratch = static_cast<float*>(args.scratch);
    int64_t* const spikes =
        reinterpret_cast<int64_t*>(scratch + bound_.slots * Floats());
    bound_.ForChunks([&](int64_t slot, bool first, int64_t begin, int64_t end) {
      if (first) spikes[slot] = 0;
      spikes[slot] += scan_(scan, begin, end, scratch + slot * Floats());
    });
    int64_t sum = 0;
    for (int64_t i = 0; i < bound_.slots; ++i) sum += spikes[i];
    *args.Output<int64_t>(ports.Spikes()) = sum;
  }

 private:
  // Of scratch, for each slot.
  int64_t Floats() const {
    return ScanScratch(bound_.steps, bound_.ports.states);
  }

  const Bound bound_;
  ScanChunk scan_;
};

class ScanGradKernel : public Kernel {
 public:
  ScanGradKernel(const KernelProblem& problem, Isa isa) : bound_(problem) {
    const int neuron = bound_.neuron, surrogate = bound_.surrogate;
    scan_ = isa == Isa::kAvx512 ? avx512::FindScanGrad(neuron, surrogate)
            : isa == Isa::kAvx2 ? avx2::FindScanGrad(neuron, surrogate)
                                : portable::FindScanGrad(neuron, surrogate);
  }

  size_t scratch_bytes() const override {
    return sizeof(float) * bound_.slots * Floats() +
           sizeof(double) * bound_.chunks * bound_.ports.learned;
  }

  void Run(const KernelArgs& args) override {
    const ScanPorts& ports = bound_.ports;
    ScanArgs scan = bound_.Args(args, ports.GradFirst(0));
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
    float* const scratch = static_cast<float*>(args.scratch);
    double* const sums =
        reinterpret_cast<double*>(scratch + bound_.slots * Floats());
    bound_.ForChunks([&](int64_t slot, bool, int64_t begin, int64_t end) {
      scan_(scan, begin, end, scratch + slot * Floats(),
            sums + begin / kChunk * ports.learned);
    });
    for (int i = 0; i < ports.learned; ++i) {
      double sum = 0;
      for (int64_t c = 0; c < bound_.chunks; ++c) {
        sum += sums[c * ports.learned + i];
      }
      *args.Output<float>(ports.DLearned(i)) = static_cast<float>(sum);
    }
  }

 private:
  // Of scratch, for each slot.
  int64_t Floats() const {
    return ScanGradScratch(bound_.steps, bound_.ports.states);
  }

  const Bound bound_;
  ScanGradChunk scan_;
};

template <class KernelClass, Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  const DType dtype = problem.input(0).dtype;
  if (dtype != DType::kF32) {
    return Refuse("x is ", Name(dtype), ", this kernel takes f32");
  }
  if (problem.attrs.Bool("smooth")) {
    return Refuse("smooth = true, this kernel fires steps only");
  }
  return std::make_unique<KernelClass>(problem, kIsa);
}

template <Isa kIsa>
void AddFor(const std::string& neuron, OpRegistry* registry) {
  const std::string name = absl::StrCat("cpu:", Name(kIsa));
  registry->AddKernel({neuron, name, Make<ScanKernel, kIsa>});
  registry->AddKernel({neuron + "_grad", name, Make<ScanGradKernel, kIsa>});
}

}  // namespace

void AddCpuNeuronKernels(OpRegistry* registry) {
  ForEachNeuron([&](auto family) {
    const std::string name = decltype(family)::template Of<float>::kName;
    AddFor<Isa::kAvx512>(name, registry);
    AddFor<Isa::kAvx2>(name, registry);
    AddFor<Isa::kPortable>(name, registry);
  });
}

}  // namespace synfire
