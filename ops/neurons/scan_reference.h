// The reference kernels of a neuron's ops: one neuron after the other, in x's
// type; sums over neurons in double.
#ifndef SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_
#define SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_

#include <algorithm>
#include <array>
#include <vector>

#include "graph/op/kernel.h"
#include "graph/op/real.h"
#include "ops/neurons/scan.h"
#include "ops/neurons/scan_op.h"
#include "ops/surrogates/any_surrogate.h"
#include "ops/surrogates/spike.h"

namespace synfire {
namespace internal {

// What a neuron that never fires is given.
struct NoSpike {};

// What the neuron fires by.
template <class Neuron, class Real>
auto SpikeOf(const Attrs& attrs) {
  if constexpr (Neuron::kFiring.fires) {
    const absl::StatusOr<SurrogateSpec> spec =
        SurrogateFromText(attrs.String("surrogate"));
    SYNFIRE_CHECK(spec.ok());  // the shape rule has read it
    return AnySpike<Real>{AnySurrogate<Real>(*spec), attrs.Bool("smooth")};
  } else {
    return NoSpike();
  }
}

// Reads neuron `n`'s learned parameters.
template <class Neuron, class Real>
void LearnedOf(const KernelProblem& problem, const KernelArgs& args, int64_t n,
               Real* learned) {
  for (int i = 0; i < kNumLearned<Neuron>; ++i) {
    const int port = PortsOf<Neuron>().Learned(i);
    learned[i] = args.Input<Real>(port)[n % problem.InputElements(port)];
  }
}

// Neuron `n`'s state before the first step; inputs from `port` hold it.
template <class Real, class Neuron>
void FirstState(const Neuron& neuron, const KernelProblem& problem,
                const KernelArgs& args, int port, int64_t n, Real* state) {
  SetInitialState(neuron, state);
  for (int i = 0; i < Neuron::kStates; ++i) {
    if (problem.has_input(port + i)) {
      state[i] = args.Input<Real>(port + i)[n];
    }
  }
}

// The neuron's input: x[at], normalised where inputs from `port` say how.
template <class Real>
class InputOf {
 public:
  InputOf(const KernelProblem& problem, const KernelArgs& args, int port)
      : x_(args.Input<Real>(ScanPorts::kX)) {
    if (!problem.has_input(port)) return;
    channels_ = problem.InputElements(port);
    mean_ = args.Input<Real>(port);
    slope_ = args.Input<Real>(port + 1);
    offset_ = args.Input<Real>(port + 2);
  }

  Real operator()(int64_t at) const {
    if (!mean_) return x_[at];
    return Centred(at) * slope_[at % channels_] + offset_[at % channels_];
  }
  // REQUIRES: it is normalised.
  Real Centred(int64_t at) const { return x_[at] - mean_[at % channels_]; }

 private:
  const Real* x_;
  int64_t channels_ = 1;
  const Real *mean_ = nullptr, *slope_ = nullptr, *offset_ = nullptr;
};

}  // namespace internal

template <template <class> class Family>
void ReferenceScan(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    using Neuron = Family<Real>;
    constexpr ScanPorts kPorts = PortsOf<Neuron>();
    const Neuron neuron = Neuron::From(problem.attrs);
    const auto spike = internal::SpikeOf<Neuron, Real>(problem.attrs);
    const int64_t size = problem.input(0).shape.size();
    const int64_t x_stride = problem.input(0).temporal() ? size : 0;
    const internal::InputOf<Real> x(problem, args, kPorts.Norm());
    Real* s = args.Output<Real>(ScanPorts::kS);
    int64_t spikes = 0;
    for (int64_t n = 0; n < size; ++n) {
      Real state[Neuron::kStates], learned[kNumLearned<Neuron> + 1];
      internal::FirstState(neuron, problem, args, kPorts.First(0), n, state);
      internal::LearnedOf<Neuron>(problem, args, n, learned);
      ScanForward(
          neuron, spike, learned, ScanSteps(problem), state,
          [&](int t) { return x(t * x_stride + n); },
          [&](int t, Real fired) {
            s[t * size + n] = fired;
            // Half: a primitive's value at firing.
            spikes += Neuron::kFiring.fires && fired >= Real(0.5);
          });
      for (int i = 0; i < Neuron::kStates; ++i) {
        if (problem.OutputElements(kPorts.Last(i)) == 0) continue;
        args.Output<Real>(kPorts.Last(i))[n] = state[i];
      }
    }
    *args.Output<int64_t>(kPorts.Spikes()) = spikes;
  });
}

template <template <class> class Family>
void ReferenceScanGrad(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    using Neuron = Family<Real>;
    constexpr ScanPorts kPorts = PortsOf<Neuron>();
    constexpr int kStates = Neuron::kStates;
    constexpr int kLearned = kNumLearned<Neuron>;
    const Neuron neuron = Neuron::From(problem.attrs);
    const auto spike = internal::SpikeOf<Neuron, Real>(problem.attrs);
    const int steps = ScanSteps(problem);
    const int detach_every =
        static_cast<int>(problem.attrs.Int("detach_every"));
    const int64_t size = problem.input(0).shape.size();
    const bool temporal = problem.input(0).temporal();
    const bool has_ds = problem.has_input(kPorts.Ds());
    const internal::InputOf<Real> x(problem, args, kPorts.GradNorm());
    const Real* ds = args.Input<Real>(kPorts.Ds());
    Real* dx = args.Output<Real>(ScanPorts::kDx);
    std::vector<Real> before(static_cast<size_t>(steps) * kStates);
    std::array<std::vector<double>, kLearned + 1> d_learned_sum;
    for (int i = 0; i < kLearned; ++i) {
      d_learned_sum[i].resize(problem.OutputElements(kPorts.DLearned(i)));
    }
    const auto x_at = [&](int64_t n) {
      return [=](int t) { return x((temporal ? t * size : 0) + n); };
    };
    const bool normed = problem.has_input(kPorts.GradNorm());
    const int64_t channels =
        normed ? problem.InputElements(kPorts.GradNorm()) : 0;
    std::vector<double> d_slope(channels), d_offset(channels);
    for (int64_t n = 0; n < size; ++n) {
      Real state[kStates], d_state[kStates];
      Real learned[kLearned + 1], d_learned[kLearned + 1] = {};
      internal::FirstState(neuron, problem, args, kPorts.GradFirst(0), n,
                           state);
      internal::LearnedOf<Neuron>(problem, args, n, learned);
      ScanStates(neuron, spike, learned, steps, state, before.data(), x_at(n));
      for (int i = 0; i < kStates; ++i) {
        const int port = kPorts.DLast(i);
        d_state[i] =
            problem.has_input(port) ? args.Input<Real>(port)[n] : Real(0);
      }
      Real dx_sum = 0;
      ScanBackward(
          neuron, spike, learned, steps, detach_every, before.data(), x_at(n),
          [&](int t) { return has_ds ? ds[t * size + n] : Real(0); }, d_state,
          d_learned,
          [&](int t, Real gradient) {
            dx_sum += gradient;
            if (temporal) dx[t * size + n] = gradient;
            if (!normed) return;
            const int64_t at = (temporal ? t * size : 0) + n;
            d_slope[n % channels] += double{gradient} * x.Centred(at);
            d_offset[n % channels] += gradient;
          });
      if (!temporal) dx[n] = dx_sum;
      for (int i = 0; i < kStates; ++i) {
        if (problem.OutputElements(kPorts.DFirst(i)) == 0) continue;
        args.Output<Real>(kPorts.DFirst(i))[n] = d_state[i];
      }
      for (int i = 0; i < kLearned; ++i) {
        d_learned_sum[i][n % d_learned_sum[i].size()] += d_learned[i];
      }
    }
    for (int i = 0; i < kLearned; ++i) {
      std::copy(d_learned_sum[i].begin(), d_learned_sum[i].end(),
                args.Output<Real>(kPorts.DLearned(i)));
    }
    std::copy(d_slope.begin(), d_slope.end(),
              args.Output<Real>(kPorts.DSlope()));
    std::copy(d_offset.begin(), d_offset.end(),
              args.Output<Real>(kPorts.DOffset()));
  });
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_
