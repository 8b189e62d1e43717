#include <vector>

#include "graph/op/real.h"
#include "ops/neurons/psn/psn.h"
#include "ops/surrogates/any_surrogate.h"

namespace synfire {
namespace {

template <class Real>
AnySpike<Real> SpikeOf(const Attrs& attrs) {
  const auto spec = SurrogateFromText(attrs.String("surrogate"));
  SYNFIRE_CHECK(spec.ok());  // the shape rule has read it
  return {AnySurrogate<Real>(*spec), attrs.Bool("smooth")};
}

// What both kernels read.
template <class Real>
struct Sequence {
  Sequence(const KernelProblem& problem, const KernelArgs& args)
      : mixing(MixingOf(problem)),
        matrix(static_cast<size_t>(mixing.steps) * mixing.steps),
        size(problem.input(0).shape.size()),
        x_stride(problem.input(0).temporal() ? size : 0),
        x(args.Input<Real>(PsnPorts::kX)),
        b(args.Input<Real>(PsnPorts::kB)),
        spike(SpikeOf<Real>(problem.attrs)) {
    mixing.Expand(args.Input<Real>(PsnPorts::kW), matrix.data());
  }

  // H of neuron `n` at step t.
  Real Membrane(int t, int64_t n) const {
    Real h = b[mixing.BiasPlace(t)];
    for (int j = mixing.First(t); j < mixing.End(t); ++j) {
      h += At(t, j) * x[j * x_stride + n];
    }
    return h;
  }
  Real At(int t, int j) const { return matrix[int64_t{t} * mixing.steps + j]; }

  const Mixing mixing;
  std::vector<Real> matrix;
  const int64_t size, x_stride;
  const Real *const x, *const b;
  const AnySpike<Real> spike;
};

}  // namespace

void ReferencePsn(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Sequence<Real> sequence(problem, args);
    Real* s = args.Output<Real>(PsnPorts::kS);
    int64_t spikes = 0;
    for (int t = 0; t < sequence.mixing.steps; ++t) {
      for (int64_t n = 0; n < sequence.size; ++n) {
        const Real fired = sequence.spike(sequence.Membrane(t, n));
        s[t * sequence.size + n] = fired;
        spikes += fired >= Real(0.5);  // half: a primitive's value at firing
      }
    }
    *args.Output<int64_t>(PsnPorts::kSpikes) = spikes;
  });
}

void ReferencePsnGrad(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.input(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Sequence<Real> sequence(problem, args);
    const Mixing& mixing = sequence.mixing;
    const Real* ds = args.Input<Real>(PsnPorts::kDs);
    Real* dx = args.Output<Real>(PsnPorts::kDx);
    std::vector<Real> dh(mixing.steps);  // of one neuron
    std::vector<double> d_matrix(sequence.matrix.size());
    std::vector<double> db(mixing.steps);
    for (int64_t n = 0; n < sequence.size; ++n) {
      for (int t = 0; t < mixing.steps; ++t) {
        dh[t] = ds[t * sequence.size + n] *
                sequence.spike.surrogate.Derivative(sequence.Membrane(t, n));
        db[t] += dh[t];
        for (int j = mixing.First(t); j < mixing.End(t); ++j) {
          d_matrix[int64_t{t} * mixing.steps + j] +=
              static_cast<double>(dh[t]) *
              sequence.x[j * sequence.x_stride + n];
        }
      }
      Real sum = 0;
      for (int j = 0; j < mixing.steps; ++j) {
        Real d = 0;
        for (int t = mixing.FirstReader(j); t < mixing.EndOfReaders(j); ++t) {
          d += sequence.At(t, j) * dh[t];
        }
        sum += d;
        if (sequence.x_stride != 0) dx[j * sequence.size + n] = d;
      }
      if (sequence.x_stride == 0) dx[n] = sum;
    }
    mixing.Collapse(d_matrix.data(), args.Output<Real>(PsnPorts::kDw));
    mixing.CollapseBias(db.data(), args.Output<Real>(PsnPorts::kDb));
  });
}

}  // namespace synfire
