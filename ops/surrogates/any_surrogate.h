// A surrogate chosen at run time, for scalar code that need not be fast: one
// indirect call in place of a function for each surrogate.  And what a neuron
// fires by, chosen likewise.
#ifndef SYNFIRE_OPS_SURROGATES_ANY_SURROGATE_H_
#define SYNFIRE_OPS_SURROGATES_ANY_SURROGATE_H_

#include <memory>

#include "core/dual.h"
#include "ops/surrogates/spike.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {

// Real is float or double.  Cheap to copy; shares an immutable surrogate.
template <class Real>
class AnySurrogate {
 public:
  explicit AnySurrogate(const SurrogateSpec& spec);

  Real Derivative(Real u) const { return functions_->Derivative(u); }
  Real Primitive(Real u) const { return functions_->Primitive(u); }

 private:
  struct Functions {
    virtual ~Functions() = default;
    virtual Real Derivative(Real u) const = 0;
    virtual Real Primitive(Real u) const = 0;
  };
  template <class Surrogate>
  struct FunctionsOf;

  std::shared_ptr<const Functions> functions_;
};

// SurrogateSpike of spike.h, or, if `smooth`, SmoothSpike.
template <class Real>
struct AnySpike {
  AnySurrogate<Real> surrogate;
  bool smooth;

  Real operator()(Real u) const {
    return smooth ? surrogate.Primitive(u) : HardSpike()(u);
  }
  template <int K>
  Dual<Real, K> operator()(Dual<Real, K> u) const {
    return Chain((*this)(u.value), surrogate.Derivative(u.value), u);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_ANY_SURROGATE_H_
