// The list of surrogates.  Adding one is its struct and a line here; schemas,
// kernels and tests go through this list.
#ifndef SYNFIRE_OPS_SURROGATES_SURROGATE_LIST_H_
#define SYNFIRE_OPS_SURROGATES_SURROGATE_LIST_H_

#include "ops/surrogates/bell.h"
#include "ops/surrogates/peak.h"
#include "ops/surrogates/piecewise.h"

namespace synfire {

// A surrogate before its number type is chosen: Of<float>, Of<double>.
template <template <class> class Surrogate>
struct SurrogateFamily {
  template <class Real>
  using Of = Surrogate<Real>;
};

template <template <class> class... Surrogates>
struct SurrogateTypes {};

namespace internal {

template <class F, template <class> class... Surrogates>
void ForEachOf(F& f, SurrogateTypes<Surrogates...>) {
  (f(SurrogateFamily<Surrogates>()), ...);
}

}  // namespace internal

// In the order printed.
using AllSurrogates = SurrogateTypes<
    AtanSurrogate, SigmoidSurrogate, ErfSurrogate, PiecewiseQuadraticSurrogate,
    TriangleSurrogate, RectSurrogate, PiecewiseLeakyReluSurrogate,
    StraightThroughSurrogate, PiecewiseExpSurrogate, SoftSignSurrogate,
    FastSigmoidSurrogate, QPseudoSpikeSurrogate, S2nnSurrogate>;

// Calls f(SurrogateFamily<S>()) for each surrogate S.
template <class F>
void ForEachSurrogate(F&& f) {
  internal::ForEachOf(f, AllSurrogates());
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_SURROGATE_LIST_H_
