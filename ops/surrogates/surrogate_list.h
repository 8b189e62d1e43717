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

// Calls f(SurrogateFamily<S>()) for each surrogate S, in the order printed.
template <class F>
void ForEachSurrogate(F&& f) {
  f(SurrogateFamily<AtanSurrogate>());
  f(SurrogateFamily<SigmoidSurrogate>());
  f(SurrogateFamily<ErfSurrogate>());
  f(SurrogateFamily<PiecewiseQuadraticSurrogate>());
  f(SurrogateFamily<TriangleSurrogate>());
  f(SurrogateFamily<RectSurrogate>());
  f(SurrogateFamily<PiecewiseLeakyReluSurrogate>());
  f(SurrogateFamily<StraightThroughSurrogate>());
  f(SurrogateFamily<PiecewiseExpSurrogate>());
  f(SurrogateFamily<SoftSignSurrogate>());
  f(SurrogateFamily<FastSigmoidSurrogate>());
  f(SurrogateFamily<QPseudoSpikeSurrogate>());
  f(SurrogateFamily<S2nnSurrogate>());
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_SURROGATE_LIST_H_
