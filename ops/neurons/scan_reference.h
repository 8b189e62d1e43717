// The reference kernels of a neuron's ops: one neuron after the other, in x's
// type; sums over neurons in double.
#ifndef SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_
#define SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_

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

// Calls body(spike) with what the neuron fires by.
template <class Real, class Body>
void VisitSpike(const Attrs& attrs, Body&& body) {
  const absl::StatusOr<SurrogateSpec> spec =
      SurrogateFromText(attrs.String("surrogate"));
  SYNFIRE_CHECK(spec.ok());  // the shape rule has read it
  const AnySurrogate<Real> surrogate(*spec);
  if (attrs.Bool("smooth")) {
    body(SmoothSpike<AnySurrogate<Real>>{surrogate});
  } else {
    body(SurrogateSpike<AnySurrogate<Real>>{surrogate});
  }
}

template <class Neuron, class Real>
std::array<Real, kNumLearned<Neuron> + 1> LearnedOf(const KernelArgs& args) {
  std::array<Real, kNumLearned<Neuron> + 1> learned{};
  for (int i = 0; i < kNumLearned<Neuron>; ++i) {
    learned[i] = *args.Input<Real>(PortsOf<Neuron>().Learned(i));
  }
  return learned;
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

}  // namespace internal

template <template <class> class Family>
void ReferenceScan(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    using Neuron = Family<Real>;
    constexpr ScanPorts kPorts = PortsOf<Neuron>();
    const Neuron neuron = Neuron::From(problem.attrs);
    const auto learned = internal::LearnedOf<Neuron, Real>(args);
    const int64_t size = problem.input(0).shape.size();
    const int64_t x_stride = problem.input(0).temporal() ? size : 0;
    const Real* x = args.Input<Real>(ScanPorts::kX);
    Real* s = args.Output<Real>(ScanPorts::kS);
    int64_t spikes = 0;
    internal::VisitSpike<Real>(problem.attrs, [&](const auto& spike) {
      for (int64_t n = 0; n < size; ++n) {
        Real state[Neuron::kStates];
        internal::FirstState(neuron, problem, args, kPorts.First(0), n, state);
        ScanForward(
            neuron, spike, learned.data(), ScanSteps(problem), state,
            [&](int t) { return x[t * x_stride + n]; },
            [&](int t, Real fired) {
              s[t * size + n] = fired;
              spikes += fired >= Real(0.5);  // a primitive's value at firing
            });
        for (int i = 0; i < Neuron::kStates; ++i) {
          if (problem.OutputElements(kPorts.Last(i)) == 0) continue;
          args.Output<Real>(kPorts.Last(i))[n] = state[i];
        }
      }
    });
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
    const Neuron neuron = Neuron::From(problem.attrs);
    const auto learned = internal::LearnedOf<Neuron, Real>(args);
    const int steps = ScanSteps(problem);
    const int detach_every =
        static_cast<int>(problem.attrs.Int("detach_every"));
    const int64_t size = problem.input(0).shape.size();
    const bool temporal = problem.input(0).temporal();
    const bool has_ds = problem.has_input(kPorts.Ds());
    const Real* x = args.Input<Real>(ScanPorts::kX);
    const Real* ds = args.Input<Real>(kPorts.Ds());
    Real* dx = args.Output<Real>(ScanPorts::kDx);
    std::vector<Real> before(static_cast<size_t>(steps) * kStates);
    std::array<double, kNumLearned<Neuron> + 1> d_learned_sum{};
    internal::VisitSpike<Real>(problem.attrs, [&](const auto& spike) {
      for (int64_t n = 0; n < size; ++n) {
        Real state[kStates], d_state[kStates];
        Real d_learned[kNumLearned<Neuron> + 1] = {};
        internal::FirstState(neuron, problem, args, kPorts.GradFirst(0), n,
                             state);
        for (int i = 0; i < kStates; ++i) {
          const int port = kPorts.DLast(i);
          d_state[i] =
              problem.has_input(port) ? args.Input<Real>(port)[n] : Real(0);
        }
        Real dx_sum = 0;
        ScanBackward(
            neuron, spike, learned.data(), steps, detach_every, state,
            before.data(),
            [&](int t) { return x[(temporal ? t * size : 0) + n]; },
            [&](int t) { return has_ds ? ds[t * size + n] : Real(0); }, d_state,
            d_learned,
            [&](int t, Real gradient) {
              dx_sum += gradient;
              if (temporal) dx[t * size + n] = gradient;
            });
        if (!temporal) dx[n] = dx_sum;
        for (int i = 0; i < kStates; ++i) {
          if (problem.OutputElements(kPorts.DFirst(i)) == 0) continue;
          args.Output<Real>(kPorts.DFirst(i))[n] = d_state[i];
        }
        for (int i = 0; i < kNumLearned<Neuron>; ++i) {
          d_learned_sum[i] += d_learned[i];
        }
      }
    });
    for (int i = 0; i < kNumLearned<Neuron>; ++i) {
      *args.Output<Real>(kPorts.DLearned(i)) =
          static_cast<Real>(d_learned_sum[i]);
    }
  });
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_SCAN_REFERENCE_H_
